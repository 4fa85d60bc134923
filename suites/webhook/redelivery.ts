import fc from 'fast-check';
import type { Bench } from '../../platform/bench.ts';
import { now, pause } from '../../platform/clock.ts';
import type { EventName, PlatformEvent } from '../../platform/events.ts';
import { signedAgain } from '../../platform/redelivery.ts';
import type { Exchange } from '../../spec/index.ts';
import { forAll } from '../property.ts';
import { Blocked, type Requirement, Violation } from '../requirement.ts';
import { assertAllReach, assertStillClean, type WatchedCall } from '../state/clean.ts';
import { deliveriesOf, type Loss, type LossyDelivery, losses, lossesInWords } from './lost.ts';
import { isAcknowledged } from './plain.ts';
import { refusedWhileApiFails } from './refused.ts';
import { assertSameAsClean, assertStores, cleanState, eventsOfNewCall } from './schedule.ts';

/** Calls of which events are lost; the first is a whole one. */
const shapes: readonly (readonly [EventName, ...EventName[]])[] = [
  ['call.created', 'call.answered', 'recording.started', 'call.gathered', 'recording.completed', 'call.completed'],
  ['call.created', 'call.answered', 'recording.started', 'recording.failed', 'call.failed'],
  ['call.created', 'call.canceled'],
];
/** Milliseconds until a connection is closed: while the handler is at work, in its different stages. */
const moments = [0, 2, 8];
/** Milliseconds from there to the next attempt; nobody delivers again at once. */
const settlingMs = 20;
/** Deliveries of one attempt that is refused. */
const mostTries = 3;

export const sameState: Requirement = {
  id: 'webhook.retry.same-state',
  clause: 'webhook-retry-same-state',
  title: 'comes to the same state when acknowledgements are lost and events come again',
  needs: ['webhook', 'state'],
  assumes: ['Q48', 'Q53'],
  hint: 'Mark an event as seen in the step that stores it, whether or not the sender still listens, and let a repeat change nothing, however late it is.',
  async check(bench) {
    await assertStores(bench);
    try {
      for (const names of shapes) {
        for (const lost of certain(names)) await assertSameNamed(bench, names, lost);
      }
      await forAll(bench, lossy, ({ names, all }) => assertSame(bench, names, all), 4);
      await assertSameAfterFailure(bench);
    } catch (error) {
      if (Violation.in(error)) await assertRepeatsWork(bench);
      throw error;
    }
  },
};

const lossy = fc.constantFrom(...shapes).chain((names) => {
  const several = fc.array(losses(names.length), { minLength: 1, maxLength: 3 });
  return several.map((all) => ({ names, all }));
});

/** What every run tries: all events again after the end of the call, the oldest last; each cut off; each again and again. */
function certain(names: readonly EventName[]): readonly (readonly Loss[])[] {
  const late = names.map((_, index): Loss => ({ first: 'unread', again: 1, apart: 2 * (names.length - index) }));
  const each = (loss: Loss) => names.map(() => loss);
  return [late, each({ first: 'closed', again: 1, apart: 0 }), each({ first: 'unread', again: 3, apart: 2 })];
}

/** The same of one call; where it differs, the one event is looked for that is enough for that. */
async function assertSameNamed(bench: Bench, names: readonly EventName[], lost: readonly Loss[]): Promise<void> {
  try {
    await assertSame(bench, names, [lost]);
  } catch (error) {
    const alone = lost.map((loss, own) => lost.map((_, index) => (index === own ? loss : undefined)));
    if (Violation.in(error)) await assertSame(bench, names, alone);
    throw error;
  }
}

/** Delivers calls with such losses, in turns, and demands the state of one without. */
async function assertSame(
  bench: Bench,
  names: readonly EventName[],
  all: readonly (readonly (Loss | undefined)[])[],
): Promise<void> {
  const clean = await cleanState(bench, names);
  const calls = all.map((lost) => ({
    lost,
    events: eventsOfNewCall(bench, names),
    left: [...deliveriesOf(lost)],
    firstAt: now(),
    exchanges: [] as Exchange[],
  }));
  for (let isLeft = true; isLeft; ) {
    isLeft = false;
    for (const { events, left, firstAt, exchanges } of calls) {
      const [next, event] = [left[0], events[left.shift()?.index ?? -1]];
      if (!next || !event) continue;
      isLeft = true;
      const how = next.attempt === 1 ? { at: firstAt } : signedAgain(firstAt, next.attempt, bench.options.assumptions);
      exchanges.push(await delivered(next, (more) => bench.deliver(event, { ...how, ...more })));
    }
  }
  const watched = calls.map(({ lost, events, exchanges }): WatchedCall => {
    const expected = `the state of each event delivered once, with ${lossesInWords(names, lost)}`;
    return { callId: events[0]?.call.id ?? '', expected, exchanges: exchanges.slice(-6) };
  });
  await assertAllReach(bench, clean, watched);
  await assertStillClean(bench, clean);
}

type Send = (how: {
  closeAfterMs?: number;
  freshConnection?: boolean;
  mayFail?: boolean;
}) => ReturnType<Bench['deliver']>;

/** One attempt; what is refused for a moment is delivered a few times more. */
async function delivered({ index, isClosed }: LossyDelivery, send: Send): Promise<Exchange> {
  if (isClosed) {
    const closeAfterMs = moments[index % moments.length] ?? 0;
    const { exchange } = await send({ closeAfterMs, freshConnection: true, mayFail: true });
    await pause(settlingMs);
    return exchange;
  }
  for (let tries = 1; ; tries++) {
    const { exchange, status } = await send({});
    if (isAcknowledged(status) || tries === mostTries) return exchange;
    await pause(settlingMs);
  }
}

async function assertSameAfterFailure(bench: Bench): Promise<void> {
  const [names] = shapes;
  if (!names) return;
  const refused = await refusedWhileApiFails(bench, names);
  if (!refused) return;
  const clean = await cleanState(bench, names);
  await assertAllReach(bench, clean, [refused]);
  await assertStillClean(bench, clean);
}

/** Blocks a check where a repeat that comes at once already has an effect, so that one fault is blamed once. */
async function assertRepeatsWork(bench: Bench): Promise<void> {
  for (const id of ['webhook.repeat.once', 'webhook.signature.resigned-retry'] as const) {
    const deliver = async (events: readonly PlatformEvent[]) => {
      const firstAt = now();
      const again = id === 'webhook.repeat.once' ? { at: firstAt } : signedAgain(firstAt, 2, bench.options.assumptions);
      for (const event of events) for (const how of [{ at: firstAt }, again]) await bench.deliver(event, how);
      return [];
    };
    try {
      for (const names of shapes) await assertSameAsClean(bench, [{ expected: 'one effect', deliver }], names);
    } catch (error) {
      if (!Violation.in(error)) throw error;
      throw new Blocked(`not judged: a repeat that comes at once already changes the state (mend ${id} first)`);
    }
  }
}
