import type { Report, Result } from '../../spec/index.ts';
import { blockedBy } from './blocked.ts';
import { type Findings, matchKnownFaults } from './known-faults.ts';
import { bySeverity, type CauseKind, symptomOf } from './symptom.ts';

/** Findings that one fault of the integration explains. */
export interface Cause {
  readonly kind: CauseKind;
  /** What was seen, in words, without a full stop. */
  readonly seen: string;
  /** The last lines that the integration wrote, where its end is the cause. */
  readonly output?: readonly string[];
  /** Why it comes first among several causes; completes "because …". */
  readonly why: string;
  /** Failed, warned or could not run, worst first. Accepted ones are not among them. */
  readonly results: Findings;
  /** What could not be judged until this is fixed. */
  readonly blocked: readonly Result[];
  /** Known ways to be wrong that break exactly these requirements; each completes "an integration that …". */
  readonly like: readonly string[];
}

const reasons: Readonly<Record<CauseKind, string>> = {
  ended: 'nothing can be judged once it has ended',
  unreachable: 'nothing there can be judged until it is fixed',
  'no-response': 'a request without a response hides what would follow it',
  status: 'a refused request hides what would follow it',
  syntax: 'a body that is not JSON is not read any further',
  structure: 'an action that is not understood is not carried out',
  content: 'a wrong value hides nothing else',
  unclear: 'what else it hides is not known',
};
const severity: readonly Result['outcome'][] = ['failed', 'could-not-run', 'warned'];

/** Every open finding in exactly one cause; what to fix first comes first: musts, then what hides most, then what breaks most. */
export function causes({ results }: Pick<Report, 'results'>): readonly Cause[] {
  const before = known.get(results);
  if (before) return before;
  const found = causesIn(results);
  known.set(results, found);
  return found;
}

/** Every format asks, of the same run. */
const known = new WeakMap<Report['results'], readonly Cause[]>();

function causesIn(results: Report['results']): readonly Cause[] {
  const open = results.filter(({ outcome, accepted }) => severity.includes(outcome) && !accepted);
  const held = blockedBy(open);
  const waiting = new Set([...held.values()].flat());
  const groups = new Map<string, Findings>();
  for (const result of open) {
    if (waiting.has(result)) continue;
    const { key } = symptomOf(result);
    const members = groups.get(key);
    groups.set(key, members ? [...members, result] : [result]);
  }
  return matchKnownFaults([...groups.values()])
    .map(({ members, like }): Cause => {
      const [first, ...rest] = members.toSorted(worstFirst);
      const { kind, seen } = symptomOf(first ?? members[0]);
      const output = kind === 'ended' ? members.map((each) => symptomOf(each).output).find(Boolean) : undefined;
      const blocked = members.flatMap((member) => held.get(member) ?? []);
      return {
        kind,
        seen,
        ...(output && { output }),
        why: reasons[kind],
        results: [first ?? members[0], ...rest],
        blocked,
        like,
      };
    })
    .toSorted(firstToFix);
}

function worstFirst(one: Result, other: Result): number {
  return weight(one) - weight(other);
}

function weight({ level, outcome }: Result): number {
  return (level === 'must' ? 0 : 10) + severity.indexOf(outcome);
}

/** Sorting is stable: what is equal stays in the order of the contract. */
function firstToFix(one: Cause, other: Cause): number {
  const must = ({ kind, results }: Cause): number => (kind === 'unclear' ? 2 : results[0].level === 'must' ? 0 : 1);
  const size = ({ results, blocked }: Cause): number => results.length + blocked.length;
  return (
    must(one) - must(other) || bySeverity.indexOf(one.kind) - bySeverity.indexOf(other.kind) || size(other) - size(one)
  );
}
