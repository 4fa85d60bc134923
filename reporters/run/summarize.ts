import type { Overdue, Report, Result } from '../../spec/index.ts';
import { coverageOf } from './coverage.ts';
import { counts, type Rules, verdict } from './verdict.ts';

/** The conclusion of a run: everything in a report that follows from its results. */
export function summarize(
  results: readonly Result[],
  overdue: readonly Overdue[],
  rules: Rules,
): Pick<Report, 'verdict' | 'counts' | 'results' | 'coverage' | 'overdue'> {
  return {
    verdict: overdue.length > 0 ? 'nonconformant' : verdict(results, rules),
    counts: counts(results),
    results,
    coverage: coverageOf({ results }),
    ...(overdue.length > 0 && { overdue }),
  };
}
