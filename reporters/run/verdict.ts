import type { Counts, Outcome, Plan, Result, Verdict } from '../../spec/index.ts';

export interface Rules {
  /** Ids of the requirements that had to report. */
  readonly selected: readonly string[];
  readonly failOn: Plan['failOn'];
  /** One machine of several: that nothing applied to it says nothing of the others. */
  readonly shard?: Plan['shard'];
}

/** How many requirements ended in each outcome; an accepted one is counted where it ended. */
export function counts(results: readonly Result[]): Counts {
  const of = (outcome: Outcome): number => results.filter((result) => result.outcome === outcome).length;
  return {
    passed: of('passed'),
    failed: of('failed'),
    warned: of('warned'),
    notApplicable: of('not-applicable'),
    couldNotRun: of('could-not-run'),
  };
}

/** Whether this result alone makes the run nonconformant. */
export function breaks(result: Result, failOn: Plan['failOn']): boolean {
  if (result.accepted) return false;
  return result.outcome === 'failed' || (result.outcome === 'warned' && failOn === 'should');
}

/** A violation that was seen outweighs what could not be seen. */
export function verdict(results: readonly Result[], { selected, failOn, shard }: Rules): Verdict {
  if (results.some((result) => breaks(result, failOn))) return 'nonconformant';
  const reported = new Set(results.map(({ id }) => id));
  const missing = (reported.size === 0 && !shard) || selected.some((id) => !reported.has(id));
  // An integration that ends by itself keeps no promise, whichever was looked at.
  const unknown = results.some(
    ({ outcome, level, ended }) => outcome === 'could-not-run' && (level === 'must' || ended === true),
  );
  // Where nothing applied, nothing was checked.
  const judged =
    shard !== undefined || results.some(({ outcome }) => outcome !== 'not-applicable' && outcome !== 'could-not-run');
  return missing || unknown || !judged ? 'incomplete' : 'conformant';
}

/** 2 is not here: it is for runs that have no verdict. */
export function exitCode(verdict: Verdict): 0 | 1 | 3 {
  const codes = { conformant: 0, nonconformant: 1, incomplete: 3 } as const;
  return codes[verdict];
}
