import type { Report } from '../spec/index.ts';

/** The source of truth, as text. Lone surrogates come out as escapes, so it is always valid UTF-8. */
export function json(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
