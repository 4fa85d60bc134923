import fc from 'fast-check';
import type { Bench } from '../../platform/bench.ts';
import type { Exchange } from '../../spec/index.ts';
import { assertPlainWorks, isAcknowledged, outcomeOf, playable } from '../preconditions/acknowledged.ts';
import { menuCall, type Shape, shapes, twoMenus } from '../preconditions/matrix.ts';
import {
  assertAllAlike,
  assertStillAllClean,
  assertStores,
  cleanStates,
  deliverAs,
  eventsOfNewCall,
  looksLike,
  type Schedule,
  type ShapedCall,
} from '../preconditions/schedule.ts';
import { every } from '../preconditions/sweep.ts';
import { forAll } from '../property.ts';
import { type Requirement, Violation } from '../requirement.ts';
import { assertFiledUnderCall } from './stored/misfiled.ts';
import { assertNeighboursApart, assertNeighboursUntouched } from './stored/neighbours.ts';
import { afterEnd, reopened } from './stored/reopened.ts';

/** A call, and the order in which its events come. */
interface Disorder {
  readonly shape: Shape;
  readonly order: readonly number[];
}

function disorder(among: readonly Shape[]): fc.Arbitrary<Disorder> {
  return fc.constantFrom(...among).chain((shape) => {
    const places = shape.names.map((_, index) => index);
    return fc.shuffledSubarray(places, { minLength: places.length }).map((order) => ({ shape, order }));
  });
}

const shuffled = every('out of order', shapes);
const allShuffled = every('out of order', [...shapes, twoMenus]);

/** Calls whose events are all acknowledged when they come in order; the plain one whatever is acknowledged. */
async function playableBeside(bench: Bench, all: readonly Shape[]): Promise<readonly Shape[]> {
  return [...new Set([menuCall, ...(await playable(bench, all))])];
}

function namesIn({ shape, order }: Disorder): string {
  return order.map((each) => shape.names[each]).join(', ');
}

export const orderAny: Requirement = {
  id: 'webhook.order.any',
  clause: 'webhook-order-any',
  title: 'acknowledges events in any order',
  needs: ['webhook'],
  hint: 'Create the record on the first event of a call, whichever it is: order is not promised (Q49).',
  sends: [shuffled],
  async check(bench, note) {
    await assertPlainWorks(bench);
    const among = await playableBeside(bench, shuffled.drawn(bench));
    for (const shape of among) await judge(reversed(shape));
    await forAll(bench, note, disorder(among), judge);

    async function judge(mixed: Disorder): Promise<void> {
      const events = eventsOfNewCall(bench, mixed.shape);
      for (const index of mixed.order) {
        const event = events[index];
        if (!event) continue;
        const delivered = await bench.deliver(event);
        if (isAcknowledged(delivered.status)) continue;
        const expected = `${event.event} acknowledged in the order ${namesIn(mixed)} of an ${mixed.shape.direction} call`;
        throw new Violation(expected, outcomeOf(delivered), { exchanges: [delivered.exchange] });
      }
    }
  },
};

/** The end first: whatever comes later must not reopen the call. */
function reversed(shape: Shape): Disorder {
  return { shape, order: shape.names.map((_, index) => index).reverse() };
}

/** Each event but the end once after all others. */
function eachLate(shape: Shape): readonly Disorder[] {
  const places = shape.names.map((_, index) => index);
  return places.slice(0, -1).map((late) => ({ shape, order: [...places.filter((each) => each !== late), late] }));
}

export const orderFinalState: Requirement = {
  id: 'webhook.order.final-state',
  clause: 'webhook-order-final-state',
  title: 'ends in the same state whatever the order of events',
  needs: ['webhook', 'state'],
  hint: 'Go by created_at, not by arrival: an older event must not overwrite a newer one, and a final status stays.',
  sends: [allShuffled, afterEnd],
  async check(bench, note) {
    const scheduled = (mixed: Disorder): Schedule => ({
      expected: `the state of the right order, after ${namesIn(mixed)}`,
      shape: mixed.shape,
      async deliver(events) {
        const exchanges = [];
        for (const index of mixed.order) {
          const event = events[index];
          if (event) exchanges.push((await bench.deliver(event)).exchange);
        }
        return exchanges;
      },
    });
    await assertStores(bench);
    const all = await playableBeside(bench, allShuffled.drawn(bench));
    const among = (await isSecondMenuKept(bench, all)) ? all : all.filter((shape) => shape !== twoMenus);
    await assertAllAlike(
      bench,
      await deliverAs(bench, among.flatMap((shape) => [reversed(shape), ...eachLate(shape)]).map(scheduled)),
    );
    const several = fc.array(disorder(among), { minLength: 1, maxLength: 4, size: 'max' });
    await forAll(
      bench,
      note,
      several,
      async (all) => assertAllAlike(bench, await deliverAs(bench, all.map(scheduled))),
      6,
    );
    const back = await reopened(bench);
    await assertStillAllClean(bench, among);
    if (back) throw back;
  },
};

/** The last gather counts, not the last that arrives; one that is lost is said by webhook.repeat.distinct-kept. */
async function isSecondMenuKept(bench: Bench, good: readonly Shape[]): Promise<boolean> {
  return good.includes(twoMenus) && !(await looksLike(bench, menuCall, twoMenus));
}

const calls = 3;
const mixed = every('among others', shapes);

/** As many calls as are mixed, so often that each shape is among them; their events in turns. */
function eachMixed(among: readonly Shape[]): readonly { readonly of: readonly Shape[]; readonly order: number[] }[] {
  return Array.from({ length: Math.ceil(among.length / calls) }, (_, group) => ({
    of: Array.from({ length: calls }, (_, place) => among[(group * calls + place) % among.length] ?? menuCall),
    order: [2, 0, 1, 1, 2, 0, 0, 1, 2],
  }));
}

export const orderInterleaved: Requirement = {
  id: 'webhook.order.interleaved',
  clause: 'webhook-order-interleaved',
  title: 'does not mix up the events of several calls',
  needs: ['webhook', 'state'],
  hint: 'Store each event under its full call.id as text, never under a current call or a number made from it.',
  sends: [mixed],
  async check(bench, note) {
    await assertStores(bench);
    await assertNeighboursUntouched(bench);
    await assertFiledUnderCall(bench);
    const among = await playableBeside(bench, mixed.drawn(bench));
    await cleanStates(bench, among);
    const turns = fc.record({
      of: fc.array(fc.constantFrom(...among), { minLength: calls, maxLength: calls }) as fc.Arbitrary<readonly Shape[]>,
      order: fc.array(fc.nat({ max: calls - 1 }), { minLength: 4, maxLength: 16 }),
    });
    await forAll(
      bench,
      note,
      turns,
      async ({ of, order }) => {
        const queues = of.map((shape) => [...eventsOfNewCall(bench, shape)]);
        const ids = queues.map(([first]) => first?.call.id ?? '');
        const exchanges: Exchange[] = [];
        const rest = queues.flatMap((queue, index) => queue.map(() => index));
        for (const index of [...order, ...rest]) {
          const event = queues[index]?.shift();
          if (event) exchanges.push((await bench.deliver(event)).exchange);
        }
        const expected = `each of ${calls} interleaved calls to end as if it were alone`;
        const delivered: ShapedCall[] = of.map((shape, index) => ({
          callId: ids[index] ?? '',
          shape,
          expected,
          exchanges: exchanges.slice(-6),
        }));
        await assertAllAlike(bench, delivered);
      },
      10,
      eachMixed(among),
    );
    await assertNeighboursApart(bench, among);
    await assertStillAllClean(bench, among);
  },
};
