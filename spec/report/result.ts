import type { Reason } from './reason.ts';
import type { Measured, Report, Result, ResultHead } from './report.ts';

/** All that decides `could-not-run` is found by this name. */
export function couldNotRun(head: ResultHead, reason: string, cause: Reason, measured: Partial<Measured> = {}): Result {
  return { ...head, durationMs: 0, ...measured, outcome: 'could-not-run', reason, cause };
}

/** What a report says of a requirement before anything is known of its outcome. */
export function headOfResult({ id, title, clause, level, evidence, source }: ResultHead): ResultHead {
  return { id, title, clause, level, evidence, source };
}

/** What was measured, whatever came out. */
export function measuredOf({ durationMs, cases, slice, seen, fixed }: Measured): Measured {
  return {
    durationMs,
    ...(cases !== undefined && { cases }),
    ...(slice && { slice }),
    ...(seen !== undefined && { seen }),
    ...(fixed && { fixed }),
  };
}

/** All that ran, scored or not. */
export function everyResult({ results, notScored = [] }: Pick<Report, 'results' | 'notScored'>): readonly Result[] {
  return [...results, ...notScored];
}
