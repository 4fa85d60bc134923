import fc from 'fast-check';
import type { Bench } from '../../../platform/bench.ts';
import { now, pause } from '../../../platform/clock.ts';
import type { PlatformEvent } from '../../../platform/events/events.ts';
import { signedAgain } from '../../../platform/webhook/redelivery.ts';
import type { Exchange } from '../../../spec/index.ts';
import { isAcknowledged, playable } from '../../preconditions/acknowledged.ts';
import { menuCall, type Shape, shapes } from '../../preconditions/matrix.ts';
import {
  assertAllAlike,
  assertSameAsClean,
  assertStillAllClean,
  assertStores,
  cleanStates,
  eventsOfNewCall,
  type ShapedCall,
} from '../../preconditions/schedule.ts';
import { some, someBeside } from '../../preconditions/sweep.ts';
import { forAll } from '../../property.ts';
import { Blocked, type Requirement, Violation } from '../../requirement.ts';
import { deliveriesOf, type Loss, type LossyDelivery, losses, lossesInWords, maxClosed } from './lost.ts';
import { refusedWhileApiFails } from './refused-first.ts';

/** Milliseconds until a connection is closed: while the handler is at work, in its different stages. */
const moments = [0, 2, 8];
/** Milliseconds until the next attempt, because no platform redelivers at once. */
const settlingMs = 20;
/** Milliseconds before each further delivery of an attempt that is refused: a lock may still be held. */
const patienceMs = [settlingMs, 100, 400];

const id = 'webhook.retry.same-state';
const again = someBeside(menuCall, some('again later', shapes, 3, id));
const afterCut = { ...again, when: 'again after a cut' } as const;

export const sameState: Requirement = {
  id,
  clause: 'webhook-retry-same-state',
  title: 'ends in the same state when acknowledgements are lost and events are redelivered',
  needs: ['webhook', 'state'],
  assumes: ['Q48', 'Q53'],
  hint: 'Mark an event as seen in the step that stores it, whether or not the sender still listens, and let a repeat change nothing, however late it is.',
  sends: [again, afterCut],
  async check(bench, note) {
    await assertStores(bench);
    const [, ...others] = again.drawn(bench);
    const among = [...new Set([menuCall, ...(await playable(bench, others))])];
    try {
      await assertCertainSame(bench, among);
      await forAll(bench, note, lossy(among), ({ shape, all }) => assertSame(bench, shape, all), 4);
      await assertAllAlike(bench, await refusedWhileApiFails(bench, menuCall));
      await assertStillAllClean(bench, among);
    } catch (error) {
      if (Violation.in(error)) await assertRepeatsWork(bench, among);
      throw error;
    }
  },
};

function lossy(among: readonly Shape[]) {
  return fc.constantFrom(...among).chain((shape) => {
    const several = fc.array(losses(shape.names.length), { minLength: 1, maxLength: 3 });
    return several.map((all) => ({ shape, all }));
  });
}

/** What every run tries: all events again after the end of the call, the oldest last; each cut off, once and often; each again and again. */
function certain({ names }: Shape): readonly (readonly Loss[])[] {
  const late = names.map((_, index): Loss => ({ closed: 0, again: 1, apart: 2 * (names.length - index) }));
  const each = (loss: Loss) => names.map(() => loss);
  return [
    late,
    each({ closed: 1, again: 1, apart: 0 }),
    each({ closed: maxClosed, again: 0, apart: 0 }),
    each({ closed: 0, again: 3, apart: 2 }),
  ];
}

/** What every run tries, one call after another; their pages are read at the end. */
async function assertCertainSame(bench: Bench, among: readonly Shape[]): Promise<void> {
  await cleanStates(bench, among);
  const tried = among.flatMap((shape) => certain(shape).map((lost) => ({ shape, lost })));
  const watched: ShapedCall[] = [];
  for (const { shape, lost } of tried) watched.push(...(await deliverWithLosses(bench, shape, [lost])));
  try {
    await assertAllAlike(bench, watched);
  } catch (error) {
    if (!Violation.in(error)) throw error;
    for (const { shape, lost } of tried) await assertSameNamed(bench, shape, lost);
    throw error;
  }
}

/** The same for one call; if it differs, finds the single event that causes it. */
async function assertSameNamed(bench: Bench, shape: Shape, lost: readonly Loss[]): Promise<void> {
  try {
    await assertSame(bench, shape, [lost]);
  } catch (error) {
    const alone = lost.map((loss, own) => lost.map((_, index) => (index === own ? loss : undefined)));
    if (Violation.in(error)) await assertSame(bench, shape, alone);
    throw error;
  }
}

type Losses = readonly (Loss | undefined)[];

/** Delivers calls with such losses, in turns, and demands the state of one without. */
async function assertSame(bench: Bench, shape: Shape, all: readonly Losses[]): Promise<void> {
  await cleanStates(bench, [shape]);
  await assertAllAlike(bench, await deliverWithLosses(bench, shape, all));
}

async function deliverWithLosses(bench: Bench, shape: Shape, all: readonly Losses[]): Promise<readonly ShapedCall[]> {
  const calls = all.map((lost) => ({
    lost,
    events: eventsOfNewCall(bench, shape),
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
      const how = next.attempt === 1 ? { at: firstAt } : signedAgain(firstAt, next.attempt, bench.options.readings);
      exchanges.push(await delivered(next, (more) => bench.deliver(event, { ...how, ...more })));
    }
  }
  return calls.map(({ lost, events, exchanges }): ShapedCall => {
    const expected = `the state of each event delivered once, with ${lossesInWords(shape.names, lost)}`;
    return { callId: events[0]?.call.id ?? '', shape, expected, exchanges: exchanges.slice(-6) };
  });
}

type Send = (how: {
  closeAfterMs?: number;
  freshConnection?: boolean;
  mayFail?: boolean;
}) => ReturnType<Bench['deliver']>;

/** One attempt; what is refused for a moment is delivered a few times more. */
async function delivered({ index, attempt, isClosed }: LossyDelivery, send: Send): Promise<Exchange> {
  if (isClosed) {
    const closeAfterMs = moments[(index + attempt - 1) % moments.length] ?? 0;
    const { exchange } = await send({ closeAfterMs, freshConnection: true, mayFail: true });
    await pause(settlingMs);
    return exchange;
  }
  let { exchange, status } = await send({});
  for (const ms of patienceMs) {
    if (isAcknowledged(status)) break;
    await pause(ms);
    ({ exchange, status } = await send({}));
  }
  return exchange;
}

/** Blocks a check where a repeat that comes at once already has an effect, so that one fault is blamed once. */
async function assertRepeatsWork(bench: Bench, among: readonly Shape[]): Promise<void> {
  for (const id of ['webhook.repeat.once', 'webhook.signature.resigned-retry'] as const) {
    const deliver = async (events: readonly PlatformEvent[]) => {
      const firstAt = now();
      const again = id === 'webhook.repeat.once' ? { at: firstAt } : signedAgain(firstAt, 2, bench.options.readings);
      for (const event of events) for (const how of [{ at: firstAt }, again]) await bench.deliver(event, how);
      return [];
    };
    try {
      await assertSameAsClean(
        bench,
        among.map((shape) => ({ expected: 'one effect', deliver, shape })),
      );
    } catch (error) {
      if (!Violation.in(error)) throw error;
      throw new Blocked('a repeat that comes at once already changes the state', id);
    }
  }
}
