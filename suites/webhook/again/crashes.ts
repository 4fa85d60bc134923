import type { Bench } from '../../../platform/bench.ts';
import { now, pause } from '../../../platform/clock.ts';
import type { PlatformEvent } from '../../../platform/events/events.ts';
import type { Reading } from '../../../platform/state/observe.ts';
import type { Delivered } from '../../../platform/webhook/delivery.ts';
import type { Exchange } from '../../../spec/index.ts';
import { playable } from '../../preconditions/acknowledged.ts';
import { type Cell, menuCall, type Shape, shapes } from '../../preconditions/matrix.ts';
import { assertAllAlike, eventsOfNewCall, type ShapedCall } from '../../preconditions/schedule.ts';
import { every, type Sweep, some, someBeside } from '../../preconditions/sweep.ts';
import { Violation } from '../../requirement.ts';
import { waitUntilShown } from '../../state/shown.ts';
import { intact, type Remembered, signedAgain } from './remembered.ts';
import { unusualEvents } from './unusual.ts';

/** A call that has just begun, and one whose gather the crash met. */
export const begunCall: Shape = { names: ['call.created'], direction: 'inbound' };
export const gatheredCall: Shape = { names: ['call.created', 'call.gathered'], direction: 'inbound' };

/** Milliseconds from sending the second event to the kill: while its handler is at work, in its different stages; 0 is before it. */
const moments = [0, 1, 15, 40];

/** Whole calls before each crash. */
const maxPrior = 4;

/** What the crash meets. */
const interruptedCell: Cell = { name: 'call.gathered', direction: 'inbound' };

export const beforeCrash: Sweep<Shape> = every('before a crash', shapes);
export const inCrash: Sweep<Cell> = every('in a crash', [interruptedCell]);
export const afterStart: Sweep<Shape> = someBeside(
  menuCall,
  some('after a start', shapes, moments.length - 1, 'crashes'),
);

/** A call of two events with a crash in between, and what came of both. */
interface Crash {
  readonly callId: string;
  /** The event that was answered before the process was killed. */
  readonly accepted: Delivered;
  /** Whether it was still there after the start. */
  readonly isKept: boolean;
  /** What was shown of it then. */
  readonly reading: Reading;
  /** The event that met the crash, when it was delivered again. */
  readonly redelivered: Delivered;
  /** Deliveries of that event. */
  readonly exchanges: readonly Exchange[];
  /** Whole calls that were acknowledged right before the crash. */
  readonly prior: readonly ShapedCall[];
  /** A whole call right after the start, in turn before and after that redelivery. */
  readonly next: ShapedCall;
  /** A whole call that was acknowledged before the crash, and came again at once after the start. */
  readonly again: readonly ShapedCall[];
  /** What the process that acknowledged it had lost of it a moment later: the next start may find it in what is stored. */
  readonly lost: Violation | undefined;
}

/** Whole calls that were stored before the first crash. */
export function intactBefore(bench: Bench): Promise<readonly Remembered[]> {
  return bench.once('intact before the crashes', () => intact(bench));
}

/** One crash for each moment; they cost a start each, so both requirements look at the same. */
export function crashes(bench: Bench): Promise<readonly Crash[]> {
  return bench.once('crashes', async () => {
    const all: Crash[] = [];
    // What is stored before the first crash must be there after the last.
    await intactBefore(bench);
    await unusualEvents(bench);
    const [, ...others] = afterStart.drawn(bench);
    const next = [menuCall, ...(await playable(bench, others))];
    const last = await playable(bench, beforeCrash.drawn(bench));
    for (const [index, moment] of moments.entries()) {
      const [created, gathered] = eventsOfNewCall(bench, gatheredCall);
      if (!created || !gathered) throw new Error('no event to deliver');
      const prior: ShapedCall[] = [];
      // Another kind of event is the last one before each crash.
      for (let turn = 0; turn < Math.min(maxPrior, last.length); turn++) {
        const shape = last[(index * (maxPrior - 1) + turn) % last.length] ?? menuCall;
        prior.push(await whole(bench, shape, 'every event acknowledged right before a crash to be there after it'));
      }
      const twice = index % 2 === 1 ? eventsOfNewCall(bench, menuCall) : [];
      const at = now();
      for (const event of twice) await bench.deliver(event, { at });
      const accepted = await bench.deliver(created);
      const cut = await interrupted(bench, gathered, moment);
      const shape = next[index % next.length] ?? menuCall;
      // At once: what was stored before may still be loading.
      const repeated: Exchange[] = [];
      const how = { ...signedAgain(bench, at), freshConnection: true };
      for (const event of twice) repeated.push((await bench.deliver(event, how)).exchange);
      const early = index % 2 === 0 ? await whole(bench, shape) : undefined;
      // What waits in a durable queue is shown a moment after the start.
      const { isShown: isKept, reading } = await waitUntilShown(bench, created.call.id);
      const redelivered = await bench.deliver(gathered, { freshConnection: true });
      const exchanges = [...cut, redelivered.exchange];
      const callId = created.call.id;
      all.push({
        callId,
        accepted,
        isKept,
        reading,
        redelivered,
        exchanges,
        prior,
        next: early ?? (await whole(bench, shape)),
        again: twice.slice(0, 1).map(({ call: { id } }) => ({
          callId: id,
          shape: menuCall,
          expected: 'the state after each event once, with all of them again right after a start',
          exchanges: repeated,
        })),
        lost: early && (await lostOf(bench, early)),
      });
    }
    return all;
  });
}

async function lostOf(bench: Bench, call: ShapedCall): Promise<Violation | undefined> {
  try {
    await assertAllAlike(bench, [call]);
    return undefined;
  } catch (error) {
    if (error instanceof Violation) return error;
    throw error;
  }
}

async function whole(
  bench: Bench,
  shape: Shape,
  expected: string = 'every event acknowledged right after a start to be kept',
): Promise<ShapedCall> {
  const exchanges: Exchange[] = [];
  const events = eventsOfNewCall(bench, shape);
  for (const event of events) exchanges.push((await bench.deliver(event, { freshConnection: true })).exchange);
  return { callId: events[0]?.call.id ?? '', shape, expected, exchanges };
}

/** Tries to deliver while the process is down (moment 0) or is killed at work, and starts it again. */
async function interrupted(bench: Bench, event: PlatformEvent, moment: number): Promise<readonly Exchange[]> {
  if (moment === 0) {
    await bench.kill();
    await bench.deliver(event).catch(() => undefined);
    await bench.restart();
    return [];
  }
  let sent: () => void = () => undefined;
  const isSent = new Promise<void>((resolve) => {
    sent = resolve;
  });
  const attempt = bench.deliver(event, { freshConnection: true, onSent: sent }).catch(() => undefined);
  await Promise.race([isSent, attempt]);
  await Promise.race([attempt, pause(moment)]);
  await bench.kill();
  const cut = await attempt;
  await bench.restart();
  return cut ? [cut.exchange] : [];
}
