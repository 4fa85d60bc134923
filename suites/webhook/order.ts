import fc from 'fast-check';
import type { Exchange } from '../../spec/index.ts';
import { forAll } from '../property.ts';
import { type Requirement, Violation } from '../requirement.ts';
import { assertAllReach, assertStillClean } from '../state/clean.ts';
import { assertPlainWorks, isAcknowledged, outcomeOf } from './plain.ts';
import { assertSameAsClean, assertStores, cleanState, eventsOfNewCall, type Schedule, wholeCall } from './schedule.ts';

const order = fc.shuffledSubarray(
  wholeCall.map((_, index) => index),
  { minLength: wholeCall.length },
);

export const any: Requirement = {
  id: 'webhook.order.any',
  clause: 'webhook-order-any',
  title: 'acknowledges events in any order',
  needs: ['webhook'],
  hint: 'Create the record on the first event of a call, whichever it is: order is not promised (Q49).',
  async check(bench) {
    await assertPlainWorks(bench);
    await forAll(bench, order, async (permutation) => {
      const events = eventsOfNewCall(bench);
      for (const index of permutation) {
        const event = events[index];
        if (!event) continue;
        const delivered = await bench.deliver(event);
        if (isAcknowledged(delivered.status)) continue;
        const names = permutation.map((each) => wholeCall[each]).join(', ');
        throw new Violation(`${event.event} acknowledged in the order ${names}`, outcomeOf(delivered), {
          exchanges: [delivered.exchange],
        });
      }
    });
  },
};

export const finalState: Requirement = {
  id: 'webhook.order.final-state',
  clause: 'webhook-order-final-state',
  title: 'ends in the same state whatever the order',
  needs: ['webhook', 'state'],
  hint: 'Let created_at decide, not arrival: an older event must not overwrite a newer one, and a terminal one stays.',
  async check(bench) {
    const scheduled = (permutation: readonly number[]): Schedule => ({
      expected: `the state of the right order, after ${permutation.map((each) => wholeCall[each]).join(', ')}`,
      async deliver(events) {
        const exchanges = [];
        for (const index of permutation) {
          const event = events[index];
          if (event) exchanges.push((await bench.deliver(event)).exchange);
        }
        return exchanges;
      },
    });
    const several = fc.array(order, { minLength: 1, maxLength: 4, size: 'max' });
    await forAll(bench, several, (permutations) => assertSameAsClean(bench, permutations.map(scheduled)), 6);
  },
};

const calls = 3;

export const interleaved: Requirement = {
  id: 'webhook.order.interleaved',
  clause: 'webhook-order-interleaved',
  title: 'keeps the events of several calls apart',
  needs: ['webhook', 'state'],
  hint: 'File each event under its own call.id, never under a current call.',
  async check(bench) {
    await assertStores(bench);
    const clean = await cleanState(bench);
    const turns = fc.array(fc.nat({ max: calls - 1 }), { minLength: 4, maxLength: 16 });
    await forAll(
      bench,
      turns,
      async (order) => {
        const queues = Array.from({ length: calls }, () => [...eventsOfNewCall(bench)]);
        const ids = queues.map(([first]) => first?.call.id ?? '');
        const exchanges: Exchange[] = [];
        const rest = queues.flatMap((queue, index) => queue.map(() => index));
        for (const index of [...order, ...rest]) {
          const event = queues[index]?.shift();
          if (event) exchanges.push((await bench.deliver(event)).exchange);
        }
        const expected = `each of ${calls} interleaved calls to end as if it were alone`;
        const delivered = ids.map((callId) => ({ callId, expected, exchanges: exchanges.slice(-6) }));
        await assertAllReach(bench, clean, delivered);
      },
      10,
    );
    await assertStillClean(bench, clean);
  },
};
