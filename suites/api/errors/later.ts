import type { Fault } from '../../../platform/api/faults/faults.ts';
import { ambiguous, finalCodes } from '../../../platform/api/laws.ts';
import type { Bench } from '../../../platform/bench.ts';
import { monotonic, pause } from '../../../platform/clock.ts';
import type { Trigger } from '../../../spec/index.ts';
import { Violation } from '../../requirement.ts';
import { attemptsAt, numberedTrials, numberIn, withOwnNumber } from '../trial/distinct/own-number.ts';
import { outcomeOf } from '../trial/fire.ts';
import { plantedBy } from '../trial/trials.ts';

/** Milliseconds after a trial in which a client may create its call again in the background. In a whole run they have passed by then. */
const laterMs = 6_000;

/** A trial whose attempts are recognised by their own number. */
interface Tried {
  /** What it met; completes "when …". */
  readonly what: string;
  readonly number: string;
  /** When it had ended, on the monotonic clock. */
  readonly endedAt: number;
}

/** The first trial with each fault after which nobody can tell whether the call was created. */
export async function ambiguousTrials(bench: Bench, trigger: Trigger): Promise<readonly Tried[]> {
  const trials = await numberedTrials(bench, trigger);
  const first = trials.filter(({ fault }, index) => trials.findIndex((each) => each.fault === fault) === index);
  return first.map(({ fault, ...tried }) => {
    return {
      ...tried,
      what: Object.entries(ambiguous).find(([, each]) => each === fault)?.[0] ?? 'nothing was answered',
    };
  });
}

/** One trial for each code after which no attempt helps, made when they are first asked for. */
export function finalTrials(bench: Bench, trigger: Trigger): Promise<readonly Tried[]> {
  return bench.once(`final errors of ${trigger.name}`, async () => {
    const trials: Tried[] = [];
    for (const code of finalCodes) {
      const own = await withOwnNumber(bench, trigger);
      const number = own && numberIn(own);
      if (!own || number === undefined) break;
      const fault: Fault = { kind: 'error', code };
      const { fired } = await outcomeOf(bench, own, [{ fault }], { planted: plantedBy(fault), isPinned: true });
      trials.push({ what: `the API answered ${code}`, number, endedAt: fired.endedAt });
    }
    return trials;
  });
}

/** No other part of the integration may repeat the create either: no queue, no timer. */
export async function assertNoneLater(
  bench: Bench,
  trigger: Trigger,
  trials: readonly Tried[],
  once: number,
): Promise<void> {
  const last = Math.max(...trials.map(({ endedAt }) => endedAt));
  if (trials.length > 0) await pause(Math.max(0, last + laterMs - monotonic()));
  for (const { what, number } of trials) {
    const attempts = attemptsAt(bench, number);
    const [first] = attempts;
    const repeated = attempts[once];
    if (first === undefined || repeated === undefined) continue;
    const actual = `another one ${Math.round((repeated.at - first.at) / 100) / 10} s later`;
    throw new Violation(`no second POST /v1/calls when ${what}`, actual, {
      where: `trigger ${trigger.name}`,
      exchanges: attempts.map(({ exchange }) => exchange),
    });
  }
}
