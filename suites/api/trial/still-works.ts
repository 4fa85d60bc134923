import type { Bench } from '../../../platform/bench.ts';
import type { Trigger } from '../../../spec/index.ts';
import { overlapped } from '../../overlapped.ts';
import { Blocked } from '../../requirement.ts';
import { mayOverlap } from './concurrent/prepared.ts';
import { goesOn } from './concurrent/trial.ts';
import { outcomeOf } from './fire.ts';
import { plainRun } from './plain-outcome.ts';

/**
 * The control at the end of a check that passes: a trigger without a fault still asks the API, and does not end in an
 * error. Every trial of a target that is lost by then ends in an error, and an error is what many checks want to see.
 */
export async function assertStillWorks(bench: Bench, triggers: readonly Trigger[]): Promise<void> {
  const mayGoOn = await mayOverlap(bench);
  const left = await overlapped(triggers, async (trigger) => {
    // One that asked nothing at the start has been tried by no check.
    if ((await plainRun(bench, trigger)).requests.length === 0) return [];
    return mayGoOn && (await goesOn(bench, trigger).catch(() => false)) ? [] : [trigger];
  });
  for (const trigger of left.flat()) await assertAlone(bench, trigger);
}

async function assertAlone(bench: Bench, trigger: Trigger): Promise<void> {
  const plain = await plainRun(bench, trigger);
  const now = await outcomeOf(bench, trigger, []);
  if (isBroken(plain.fired.ending) || !isBroken(now.fired.ending)) return;
  const ending = now.fired.ending ?? 'no end in time';
  throw new Blocked(`the trigger "${trigger.name}" ends with ${ending} by now, where nothing goes wrong`);
}

function isBroken(ending: string | undefined): boolean {
  return ending === undefined || /^status 5/.test(ending);
}
