import type { Bench } from '../../../platform/bench.ts';
import { gathered } from '../../../platform/events/events.ts';
import { canonical } from '../../../platform/state/state.ts';
import type { Delivered } from '../../../platform/webhook/delivery.ts';
import type { Exchange } from '../../../spec/index.ts';
import { overlapped } from '../../overlapped.ts';
import { beginCall, isAcknowledged, playable } from '../../preconditions/acknowledged.ts';
import { type Shape, shapes } from '../../preconditions/matrix.ts';
import {
  assertAllAlike,
  cleanState,
  cleanStates,
  eventsOfNewCall,
  type ShapedCall,
} from '../../preconditions/schedule.ts';
import { every, type Sweep } from '../../preconditions/sweep.ts';
import { Violation } from '../../requirement.ts';
import { type Effect, takesEffect } from '../../state/effect.ts';
import { settled } from '../../state/settled.ts';
import { volatilePlaces } from '../../state/volatile.ts';

/** Gathers of one long call: a menu that a caller goes round in. */
const gathers = 40;

/** The last of many events of one call, where it leaves nothing although the second did. */
export async function crowdedOut(bench: Bench): Promise<Violation | undefined> {
  const { call, nextEvent } = await beginCall(bench, 'call.answered');
  const gather = (turn: number) => () =>
    bench.deliver(
      nextEvent('call.gathered', gathered({ digits: String(100 + turn), ending: 'enough' }, { num_digits: 3 })),
    );
  let second: Effect | undefined;
  for (let turn = 1; turn < gathers; turn++) {
    if (turn === 2) second = await takesEffect(bench, call.id, gather(turn));
    else await gather(turn)();
    if (turn === 2 && !second?.isSeen) return undefined;
  }
  const last = await takesEffect(bench, call.id, gather(gathers));
  if (last.isSeen || !isAcknowledged(last.delivered.status)) return undefined;
  return new Violation(
    `the ${gathers}th call.gathered of a call: to show in what is stored, as the second did`,
    'the state of the call without it',
    { where: 'observed state', exchanges: [last.delivered.exchange, last.reading.exchange] },
  );
}

export const allAtOnce: Sweep<Shape> = every('all at once', shapes);

/** Throws where events of one call that come at the same time are acknowledged and not all kept. */
export async function assertAtOnceKept(bench: Bench): Promise<void> {
  const delivered: ShapedCall[] = [];
  const all = await playable(bench, allAtOnce.drawn(bench));
  await cleanStates(bench, all);
  const orderless = await overlapped(all, (shape) => isOrderless(bench, shape));
  for (const shape of all.filter((_, index) => orderless[index])) {
    const events = eventsOfNewCall(bench, shape);
    const first = await Promise.all(events.map((event) => bench.deliver(event)));
    const exchanges: Exchange[] = first.map(({ exchange }) => exchange);
    // What was refused comes again, as it would.
    const again = events.filter((_, index) => !isTakenAt(first, index));
    for (const event of again) exchanges.push((await bench.deliver(event)).exchange);
    const expected = 'events of one call that came at the same time to be kept, all of them';
    delivered.push({ callId: events[0]?.call.id ?? '', shape, expected, exchanges });
  }
  await assertAllAlike(bench, delivered);
}

function isTakenAt(all: readonly Delivered[], index: number): boolean {
  return isAcknowledged(all[index]?.status);
}

/** Whether a call shows the same when its events come the other way round: where order counts, so does what comes first of several at once. */
async function isOrderless(bench: Bench, shape: Shape): Promise<boolean> {
  const events = [...eventsOfNewCall(bench, shape)].reverse();
  for (const event of events) await bench.deliver(event);
  const { reading, perCall } = await cleanState(bench, shape);
  const known = new Set([...(await volatilePlaces(bench)), ...perCall]);
  const reversed = await settled(bench, events[0]?.call.id ?? '');
  return canonical(reversed.state, known) === canonical(reading.state, known);
}
