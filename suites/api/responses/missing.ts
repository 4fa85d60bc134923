import type { Bench } from '../../../platform/bench.ts';
import { isRecord } from '../../../spec/index.ts';
import { Violation } from '../../requirement.ts';
import { endsAlike } from '../trial/compare-endings.ts';
import { outcomeOf } from '../trial/fire.ts';
import { evidenceOf, inWords, type Outcome, sameOutcome } from '../trial/outcome.ts';
import { metWith } from '../trial/trials.ts';
import { notFound } from './ai.ts';

/** Members that are the AI result itself: without one of them it may rightly be taken for "not yet". */
const results: ReadonlySet<string> = new Set(
  'status transcription summary score topics full_text total_score percentage'.split(' '),
);

/** Whether a trigger ended as it does while an AI result is not there yet. */
export async function isNotYet(bench: Bench, outcome: Outcome): Promise<boolean> {
  const { trigger } = outcome;
  const code = Object.hasOwn(notFound, trigger.operation) ? notFound[trigger.operation] : undefined;
  if (code === undefined) return false;
  const usual = await metWith(bench, trigger, { kind: 'error', code });
  return sameOutcome(usual, outcome, async () => usual);
}

/** Where a result without its optional members is taken for "not yet", each of them is missed by itself as well. */
export async function assertEachMayMiss(bench: Bench, plain: Outcome): Promise<void> {
  const { trigger } = plain;
  for (const name of namesIn(plain.requests.at(-1)?.exchange.response?.body)) {
    const outcome = await outcomeOf(bench, trigger, [{ fault: { kind: 'reshape', how: 'fewer-members', only: name } }]);
    if (await endsAlike(bench, plain, outcome)) continue;
    if (results.has(name) && (await isNotYet(bench, outcome))) continue;
    const expected = `the same outcome for a response without the optional ${JSON.stringify(name)} (${inWords(plain)})`;
    throw new Violation(expected, inWords(outcome), { where: `trigger ${trigger.name}`, ...evidenceOf(outcome) });
  }
}

/** The names of all members in a body, each once. */
export function namesIn(body: string | undefined): readonly string[] {
  const names = new Set<string>();
  function walk(value: unknown): void {
    if (Array.isArray(value)) value.forEach(walk);
    else if (isRecord(value)) {
      for (const [name, each] of Object.entries(value)) {
        names.add(name);
        walk(each);
      }
    }
  }
  try {
    walk(JSON.parse(body ?? 'null'));
  } catch {
    // What cannot be read has no members.
  }
  return [...names];
}
