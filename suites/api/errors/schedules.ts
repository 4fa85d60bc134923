import fc from 'fast-check';
import { type Fault, type FaultScript, faultFor } from '../../../platform/api/faults/faults.ts';
import { limitCodes } from '../../../platform/api/laws.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { Trigger } from '../../../spec/index.ts';
import { faultSchedule } from '../../arbitraries/fault-schedule.ts';
import { Violation } from '../../requirement.ts';
import { aheadIn } from '../trial/concurrent/prepared.ts';
import { besideEachOther } from '../trial/concurrent/run-concurrently.ts';
import { outcomeOf } from '../trial/fire.ts';
import { evidenceOf, type Outcome, patience } from '../trial/outcome.ts';
import { internalError } from '../trial/timed.ts';
import { metWith } from '../trial/trials.ts';

/** Schedules of one run; which ones is shared out by its seed. */
const schedulesPerRun = 2;

const passing: readonly Fault[] = [...limitCodes.map((code): Fault => ({ kind: 'error', code })), internalError];

/**
 * Throws where a client that stops at a fault asks again at the same fault because of what its earlier attempts met. Only a
 * client that asks again at something makes a second attempt: any other costs nothing here.
 */
export async function assertStopsLater(bench: Bench, plain: Outcome, final: readonly Fault[]): Promise<void> {
  const { trigger } = plain;
  // Where one trigger makes several calls, attempts of one are not told from the next.
  if (plain.requests.length !== 1) return;
  const retried = await retriedBy(bench, trigger);
  if (retried.length === 0) return;
  const schedules = faultSchedule(retried, final);
  const settleMs = patience(plain);
  const drawn = { seed: bench.options.seed, numRuns: schedulesPerRun };
  if (await stopsBeside(bench, trigger, fc.sample(schedules, drawn), settleMs)) return;
  const { failed, errorInstance } = await fc.check(
    fc.asyncProperty(schedules, async (script) => {
      const outcome = await outcomeOf(bench, trigger, script, { settleMs });
      if (!isStopped(outcome, script)) throw violationOf(outcome, script);
    }),
    drawn,
  );
  if (failed) throw errorInstance;
}

/** The faults at which a client asks again, as the trials that other requirements share have shown. */
async function retriedBy(bench: Bench, trigger: Trigger): Promise<readonly Fault[]> {
  const retried: Fault[] = [];
  for (const fault of passing) {
    if ((await metWith(bench, trigger, fault)).requests.length > 1) retried.push(fault);
  }
  return retried;
}

/** Whether all of them are right at the same time. What is not is looked at again, one after another. */
async function stopsBeside(
  bench: Bench,
  trigger: Trigger,
  scripts: readonly FaultScript[],
  settleMs: number,
): Promise<boolean> {
  const outcomes = await besideEachOther(
    bench,
    trigger,
    scripts.map((script) => ({ trigger, script, settleMs })),
  );
  if (!outcomes) return false;
  (await aheadIn(bench)).trials += outcomes.length;
  return outcomes.every((outcome, index) => isStopped(outcome, scripts[index] ?? []));
}

/** The last rule is for its attempt and all later ones, of which there must be none. */
function isStopped({ requests }: Outcome, script: FaultScript): boolean {
  return requests.length <= script.length;
}

function violationOf(outcome: Outcome, script: FaultScript): Violation {
  const { operation, name } = outcome.trigger;
  const rules = script.map((_, index) => {
    const attempt = index + 1;
    const from = attempt === script.length ? `attempt ${attempt} and later` : `attempt ${attempt}`;
    return `${from}: ${faultFor(script, operation, attempt)?.name}`;
  });
  const expected = `no further request after the last fault of a schedule (${rules.join('; ')})`;
  const actual = `${outcome.requests.length} requests`;
  return new Violation(expected, actual, { where: `trigger ${name}`, ...evidenceOf(outcome) });
}
