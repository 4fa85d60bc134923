import type { Bench } from '../../../platform/bench.ts';
import { monotonic, now, pause } from '../../../platform/clock.ts';
import type { PlatformEvent } from '../../../platform/events/events.ts';
import type { Delivered } from '../../../platform/webhook/delivery.ts';
import { overlapped } from '../../overlapped.ts';
import { playable } from '../../preconditions/acknowledged.ts';
import { menuCall, type Shape, shapes } from '../../preconditions/matrix.ts';
import { assertAllAlike, cleanStates, eventsOfNewCall, type ShapedCall } from '../../preconditions/schedule.ts';
import { every, type Sweep } from '../../preconditions/sweep.ts';
import { Violation } from '../../requirement.ts';
import { resting } from '../../state/volatile.ts';

/** A call that was delivered whole, and can be delivered again much later. */
export interface Remembered {
  readonly shape: Shape;
  readonly events: readonly PlatformEvent[];
  readonly at: Date;
}

/** How calls that are remembered come again. */
export const afterTraffic: Sweep<Shape> = every('again later', shapes);
export const afterRestart: Sweep<Shape> = every('again after a restart', shapes);
export const muchLater: Sweep<Shape> = every('again much later', [menuCall]);
/** Calls that other traffic follows. */
export const beforeTraffic: Sweep<Shape> = every('among others', shapes);

/** Calls of every shape, delivered the plain way when they are first asked for; what clean ones show was measured then. */
export function remembered(bench: Bench): Promise<readonly Remembered[]> {
  return bench.once('remembered calls', async () => {
    const all: Remembered[] = [];
    const played = await playable(bench, afterTraffic.drawn(bench));
    await cleanStates(bench, played);
    for (const shape of played) {
      const [events, at] = [eventsOfNewCall(bench, shape), now()];
      for (const event of events) await bench.deliver(event, { at });
      all.push({ shape, events, at });
    }
    return all;
  });
}

/** Calls of every shape that nothing befalls once they were delivered, when they are first asked for. */
export function untouched(bench: Bench): Promise<readonly ShapedCall[]> {
  return bench.once('untouched calls', async () => {
    const all: ShapedCall[] = [];
    const played = await playable(bench, beforeTraffic.drawn(bench));
    await cleanStates(bench, played);
    for (const shape of played) {
      const exchanges = [];
      const events = eventsOfNewCall(bench, shape);
      for (const event of events) exchanges.push((await bench.deliver(event)).exchange);
      all.push({ callId: events[0]?.call.id ?? '', shape, expected: 'a clean call', exchanges });
    }
    return all;
  });
}

/** Those that still show what clean ones do: what else befell the others is another requirement's. */
export async function intact(bench: Bench): Promise<readonly Remembered[]> {
  const kept = await overlapped(await remembered(bench), async (call) => ((await isIntact(bench, call)) ? [call] : []));
  return kept.flat();
}

async function isIntact(bench: Bench, { shape, events }: Remembered): Promise<boolean> {
  try {
    const callId = events[0]?.call.id ?? '';
    await assertAllAlike(bench, [{ callId, shape, expected: 'a clean call', exchanges: [] }]);
    return true;
  } catch (error) {
    if (error instanceof Violation) return false;
    throw error;
  }
}

/** How it is signed when it comes again (Q53). */
export function signedAgain(bench: Bench, at: Date): { readonly at?: Date } {
  return bench.options.readings.Q53 === 'byte-identical' ? { at } : {};
}

/** Delivers every event of remembered calls again, one call after the other. */
export async function deliverAgain(
  bench: Bench,
  calls: readonly Remembered[],
  expected: string,
): Promise<readonly ShapedCall[]> {
  const again: ShapedCall[] = [];
  for (const { shape, events, at } of calls) {
    const delivered: Delivered[] = [];
    for (const event of events) delivered.push(await bench.deliver(event, signedAgain(bench, at)));
    const callId = events[0]?.call.id ?? '';
    again.push({ callId, shape, expected, exchanges: delivered.map(({ exchange }) => exchange) });
  }
  return again;
}

/**
 * Milliseconds that the first call of a run has lain before it comes again: more than the five seconds after which the
 * first redelivery is assumed (Q47). In a whole run nearly all of them have gone by.
 */
const longMs = 6_500;

/** The first call of the run, once it has lain for a while. */
export async function oldest(bench: Bench): Promise<Remembered> {
  const { events, deliveredAt, signedAt } = await resting(bench);
  const leftMs = deliveredAt + longMs - monotonic();
  if (leftMs > 0) await pause(leftMs);
  return { shape: menuCall, events, at: signedAt };
}
