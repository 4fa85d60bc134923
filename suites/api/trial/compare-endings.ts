import type { Fault } from '../../../platform/api/faults/faults.ts';
import { malformed } from '../../../platform/api/laws.ts';
import type { Bench } from '../../../platform/bench.ts';
import { crashOf } from './crash-output.ts';
import { type Outcome, sameOutcome } from './outcome.ts';
import { metWith } from './trials.ts';

const unauthorized: Fault = { kind: 'error', code: 'unauthorized' };
/** What a client does with a success that it cannot read. */
const unreadable: readonly Fault[] = Object.values(malformed).filter(
  (fault) => fault.kind === 'raw' && fault.status === 200,
);

/** Whether a trigger ended as it does when nothing goes wrong, whatever it shows of what it read. */
export async function endsAlike(bench: Bench, plain: Outcome, outcome: Outcome): Promise<boolean> {
  if (plain.fired.ending !== outcome.fired.ending || crashOf(outcome, plain) !== undefined) return false;
  const usual = await metWith(bench, plain.trigger, unauthorized);
  if (usual.fired.ending !== plain.fired.ending) return true;
  // Where failures end in the same way, what is shown tells them from successes.
  for (const fault of [unauthorized, ...unreadable]) {
    const failure = await metWith(bench, plain.trigger, fault);
    const again = async () => failure;
    if (await sameOutcome(failure, plain, again)) continue;
    if (await sameOutcome(failure, outcome, again)) return false;
  }
  return true;
}

/** Whether an outcome is what the trigger shows for an error, or for a success that it cannot read. */
export async function isHandled(bench: Bench, outcome: Outcome): Promise<boolean> {
  for (const fault of [unauthorized, ...unreadable]) {
    const failure = await metWith(bench, outcome.trigger, fault);
    if (await sameOutcome(failure, outcome, async () => failure)) return true;
  }
  return false;
}
