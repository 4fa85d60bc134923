import type { Report } from '../../spec/index.ts';
import { truncateAndCount } from '../text/layout.ts';
import { longest } from './details.ts';

const known = new WeakMap<Report, Report>();
/** Leaves room for the words that say how long the whole was. */
const kept = longest - 100;

/** The report for programs: long texts are cut. Short ones stay unchanged. */
export function truncateReport(report: Report): Report {
  const before = known.get(report);
  if (before) return before;
  const after = truncateTexts(report) as Report;
  known.set(report, after);
  return after;
}

function truncateTexts(value: unknown): unknown {
  if (typeof value === 'string') return value.length > longest ? truncateAndCount(value, kept) : value;
  if (Array.isArray(value)) return value.map(truncateTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, truncateTexts(member)]));
}
