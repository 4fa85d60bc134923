import type { Bench } from '../../../platform/bench.ts';
import { now } from '../../../platform/clock.ts';
import { isPage } from '../../../platform/state/observe.ts';
import { differences } from '../../../platform/state/places.ts';
import type { Delivered } from '../../../platform/webhook/delivery.ts';
import { isAcknowledged, playable } from '../../preconditions/acknowledged.ts';
import { directions, type Shape, someOf } from '../../preconditions/matrix.ts';
import { cleanState } from '../../preconditions/schedule.ts';
import { assertAllReach, assertStillClean, measure, type WatchedCall } from '../../state/clean.ts';
import { settled } from '../../state/settled.ts';
import { startedAt, volatilePlaces } from '../../state/volatile.ts';

/** Events that a later version may send: of families that are known, and of another. */
const names = ['call.transferred', 'recording.trimmed', 'conference.joined'] as const;
/** When the event comes again: behind itself, or behind the end of its call. */
const moments = ['at once', 'after the end of its call'] as const;
type Moment = (typeof moments)[number];

const shapes: readonly Shape[] = directions.map((direction) => ({
  names: ['call.created', 'call.answered', 'call.completed'],
  direction,
}));

/** Throws when an event of an unknown kind that comes twice shows something else than one that comes once, where it shows. */
export async function assertUnknownOnce(bench: Bench): Promise<void> {
  for (const name of names) {
    const [shape] = await playable(bench, someOf(bench, name, shapes, 1));
    if (!shape || !(await isShown(bench, shape, name))) continue;
    const play = async () => (await playWith(bench, shape, name)).callId;
    const measured = await measure(bench, play);
    const calls: WatchedCall[] = [];
    for (const moment of moments) {
      const { callId, delivered } = await playWith(bench, shape, name, moment);
      const expected = `the state after each event once, with ${name}, an event of an unknown kind, again ${moment}`;
      calls.push({ callId, expected, exchanges: delivered.map(({ exchange }) => exchange) });
    }
    await assertAllReach(bench, measured, calls);
    await assertStillClean(bench, measured);
  }
}

/** Whether such an event is acknowledged and leaves something: many receivers rightly ignore it. */
async function isShown(bench: Bench, shape: Shape, name: string): Promise<boolean> {
  const { callId, delivered } = await playWith(bench, shape, name);
  if (!delivered.every(({ status }) => isAcknowledged(status))) return false;
  const reading = await settled(bench, callId);
  const plain = await cleanState(bench, shape);
  const known = new Set([...(await volatilePlaces(bench)), ...plain.perCall]);
  return isPage(reading) && differences(plain.reading.state, reading.state, known).size > 0;
}

/** Delivers a whole call with such an event before its end; gives what came of that event. */
async function playWith(bench: Bench, shape: Shape, name: string, again?: Moment) {
  const call = bench.newCall({ direction: shape.direction });
  const nextEvent = bench.eventsOf(call, startedAt);
  const delivered: Delivered[] = [];
  const at = now();
  for (const [index, each] of shape.names.entries()) {
    const isLast = index === shape.names.length - 1;
    const unknown = isLast ? { ...nextEvent('call.answered'), event: name } : undefined;
    if (unknown) delivered.push(await bench.deliver(unknown, { at }));
    if (unknown && again === 'at once') delivered.push(await bench.deliver(unknown, { at }));
    await bench.deliver(nextEvent(each));
    if (unknown && again === 'after the end of its call') delivered.push(await bench.deliver(unknown, { at }));
  }
  return { callId: call.id, delivered };
}
