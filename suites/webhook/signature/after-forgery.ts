import type { Bench } from '../../../platform/bench.ts';
import { assertPlainWorks, isAcknowledged, outcomeOf, playable } from '../../preconditions/acknowledged.ts';
import { menuCall, type Shape, shapes } from '../../preconditions/matrix.ts';
import { assertSameAsClean } from '../../preconditions/schedule.ts';
import { type Sweep, some, someBeside } from '../../preconditions/sweep.ts';
import { Violation } from '../../requirement.ts';
import { missing, wrongSecret } from './forgeries.ts';

/** Calls of which each event was forged before it came. */
export const afterForgery: Sweep<Shape> = {
  ...someBeside<Shape>(menuCall, some('in its turn', shapes, 2, 'after a forgery')),
  as: 'after a forgery of it that was refused',
};

/** Throws where an event leaves nothing because somebody forged it before: a receiver may remember it before it looks at the signature. */
export async function assertGenuineTaken(bench: Bench): Promise<void> {
  await assertPlainWorks(bench);
  const [, ...others] = afterForgery.drawn(bench);
  const forgeries = [...missing.slice(0, 1), ...wrongSecret.slice(0, 1)];
  await assertSameAsClean(
    bench,
    [menuCall, ...(await playable(bench, others))].map((shape) => ({
      expected: 'the state of the genuine events, each of which came unsigned and wrongly signed before',
      shape,
      async deliver(events) {
        const exchanges = [];
        for (const event of events) {
          for (const { how } of forgeries) exchanges.push((await bench.deliver(event, how)).exchange);
          exchanges.push((await bench.deliver(event)).exchange);
        }
        return exchanges;
      },
    })),
  );
}

/** Restarts the integration; throws where the first event that comes then is taken without a signature. */
export async function assertFirstRefused(bench: Bench): Promise<void> {
  await bench.restart();
  const { status, exchange } = await bench.deliver(bench.eventsOf(bench.newCall())('call.created'), { secret: null });
  if (!isAcknowledged(status)) return;
  const expected = 'a status outside 2xx for the first event after a start, which has no signature headers';
  throw new Violation(expected, outcomeOf({ status, exchange }), { exchanges: [exchange] });
}
