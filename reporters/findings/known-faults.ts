import { faults, type Result } from '../../spec/index.ts';

/** One or more findings. */
export type Findings = readonly [Result, ...Result[]];

interface KnownFaultMatch {
  readonly members: Findings;
  /** What the known faults do that break exactly these requirements. */
  readonly like: readonly string[];
}

/** More explanations than these are none. */
const max = 2;

/**
 * The mutants read backwards: groups that are together what one known fault breaks become one. A group is never
 * cut, and calls that lead to two places of the call flow show two faults.
 */
export function matchKnownFaults(groups: readonly Findings[]): readonly KnownFaultMatch[] {
  const patterns = faults.filter(({ breaks }) => breaks.length > 1);
  // What was not judged shows no fault.
  let left = groups.filter(([{ outcome }]) => outcome !== 'could-not-run');
  const unjudged = groups.filter((members) => !left.includes(members));
  const merged: KnownFaultMatch[] = [];
  for (const { breaks } of patterns.toSorted((one, other) => other.breaks.length - one.breaks.length)) {
    const touched = left.filter((members) => members.some(({ id }) => breaks.includes(id)));
    const [first, ...rest] = touched.flat();
    if (!first || rest.length + 1 !== breaks.length || ![first, ...rest].every(({ id }) => breaks.includes(id)))
      continue;
    if (!isOneWay([first, ...rest])) continue;
    left = left.filter((members) => !touched.includes(members));
    const same = patterns.filter(
      (each) => each.breaks.length === breaks.length && each.breaks.every((id) => breaks.includes(id)),
    );
    merged.push({ members: [first, ...rest], like: same.length > max ? [] : same.map(({ does }) => does) });
  }
  return [...merged, ...[...left, ...unjudged].map((members) => ({ members, like: [] }))];
}

/** Whether findings that show a call can be of one place: each call goes on where a shorter one ends. */
function isOneWay(members: Findings): boolean {
  const ways = members
    .flatMap(({ violations = [] }) => [violations[0]?.conversation?.path].filter((path) => path !== undefined))
    .toSorted((one, other) => one.length - other.length);
  return ways.every((way, index) =>
    way.every((step, depth) => ways.slice(index).every((next) => next[depth] === step)),
  );
}
