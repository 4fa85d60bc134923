import type { Bench } from '../../../platform/bench.ts';
import type { Trigger } from '../../../spec/index.ts';
import { Blocked } from '../../requirement.ts';
import { outcomeOf } from './fire.ts';
import { plainOutcome } from './plain.ts';

/**
 * The control of trials that were made one after another because those at the same time went wrong: a trigger without a
 * fault still asks the API, and does not end in an error. A target that is lost by then ends every trial in one.
 */
export async function assertStillWorks(bench: Bench, trigger: Trigger): Promise<void> {
  const plain = await plainOutcome(bench, trigger);
  if (isBroken(plain.fired.ending)) return;
  const now = await outcomeOf(bench, trigger, []);
  if (!isBroken(now.fired.ending)) return;
  const ending = now.fired.ending ?? 'no end in time';
  throw new Blocked(`the trigger "${trigger.name}" ends with ${ending} by now, where nothing goes wrong`);
}

function isBroken(ending: string | undefined): boolean {
  return ending === undefined || /^status 5/.test(ending);
}
