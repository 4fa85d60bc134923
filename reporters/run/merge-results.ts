import type { Result } from '../../spec/index.ts';

/** Order of outcomes that decides when shards of a requirement disagree. */
const order: readonly Result['outcome'][] = ['failed', 'warned', 'could-not-run', 'passed', 'not-applicable'];

/** The results of one requirement; of several violations, that of the first case. Undefined where one is missing that may have been another. */
export function mergeResults(all: readonly Result[]): Result | undefined {
  const [result] = [...all].sort(
    (a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || caseOf(a) - caseOf(b) || turnsOf(a) - turnsOf(b),
  );
  const [slice] = all.flatMap((each) => each.slice ?? []);
  if (!result || !slice) return result;
  if (all.length < slice.total && !result.violations) return undefined;
  const { slice: _, ...rest } = result;
  const sum = (of: (each: Result) => number): number => all.reduce((total, each) => total + of(each), 0);
  const cases = sum((each) => each.cases ?? 0);
  return { ...rest, durationMs: sum(({ durationMs }) => durationMs), ...(cases > 0 && { cases }) };
}

/** The first number of the path to it. */
function caseOf({ violations = [] }: Result): number {
  return Number(violations[0]?.reproduction?.path?.split(':')[0] ?? 0);
}

/** The moves of the caller in the call that shows it. */
function turnsOf({ violations = [] }: Result): number {
  return violations[0]?.conversation?.path?.length ?? 0;
}
