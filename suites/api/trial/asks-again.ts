import type { Bench } from '../../../platform/bench.ts';
import type { Trigger } from '../../../spec/index.ts';
import { Violation } from '../../requirement.ts';
import { outcomeOf } from './fire.ts';
import { evidenceOf } from './outcome.ts';
import { recoveryMs, recoveryOf } from './recovery.ts';

/** Which triggers have stopped asking for good until now. */
export async function lostUntilNow(bench: Bench): Promise<ReadonlySet<string>> {
  return new Set((await recoveryOf(bench)).lost);
}

/** Throws where a trigger asked nothing any more after the errors of a check, until the integration was restarted. */
export async function assertAsksAgain(
  bench: Bench,
  triggers: readonly Trigger[],
  before: ReadonlySet<string> = new Set(),
): Promise<void> {
  const { lost } = await recoveryOf(bench);
  const trigger = triggers.find(({ name }) => lost.has(name) && !before.has(name));
  if (!trigger) return;
  const after = await outcomeOf(bench, trigger, []);
  throw new Violation(
    `a request to the API within ${recoveryMs / 1000} s after its last error`,
    'none, until the integration was restarted',
    { where: `trigger ${trigger.name}`, ...evidenceOf(after) },
  );
}
