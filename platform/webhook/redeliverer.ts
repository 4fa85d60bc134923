import type { Readings } from '../../spec/index.ts';
import { now } from '../clock.ts';
import type { PlatformEvent } from '../events/events.ts';
import { notTaken, Unreachable } from '../http/sender.ts';
import type { Deliver, Delivered, Delivery } from './delivery.ts';
import { secondsToNext, signedAgain } from './redelivery.ts';

/** An attempt that is still to come. */
interface PendingAttempt {
  readonly event: PlatformEvent;
  /** Its number; 2 is the first further one. */
  readonly attempt: number;
  readonly dueAt: Date;
}

/** An attempt that was made. */
export interface AttemptMade {
  readonly event: PlatformEvent;
  readonly attempt: number;
  readonly delivered: Delivered;
  /** Seconds until the next one; undefined where there is none. */
  readonly seconds: number | undefined;
}

/** Delivers again, in real time, what was not acknowledged. */
export interface Redeliverer {
  /** The first attempt at once; further ones come by themselves. */
  readonly deliver: Deliver;
  pending(): readonly PendingAttempt[];
  /** Cancels all pending attempts; no further one starts until a new event is delivered. */
  cancel(): void;
  /** The same for good. */
  close(): void;
}

/** Does something later, unless that is called off by what it gives back. */
type Later = (ms: number, work: () => void) => () => void;

export function createRedeliverer(
  deliver: Deliver,
  { webhookUrl = '', readings }: { readonly webhookUrl?: string | undefined; readonly readings: Readings },
  made: (attempt: AttemptMade) => void,
  later: Later = timer,
): Redeliverer {
  const waiting = new Map<PendingAttempt, () => void>();
  // A cancellation holds for attempts that are on their way, too.
  let round = 0;
  let closed = false;

  async function attempt(event: PlatformEvent, number: number, firstAt: Date, how: Delivery): Promise<Delivered> {
    const own = round;
    let unreachable: Unreachable | undefined;
    const delivered = await deliver(event, how).catch((error: unknown): Delivered => {
      if (!(error instanceof Unreachable)) throw error;
      unreachable = error;
      return { exchange: notTaken('POST', webhookUrl, error), status: undefined };
    });
    const goesOn = !closed && own === round;
    const seconds = goesOn ? secondsToNext(delivered, number, readings) : undefined;
    if (seconds !== undefined) wait(event, number + 1, firstAt, how, seconds);
    if (goesOn) made({ event, attempt: number, delivered, seconds });
    // Who delivered it first is to know that nothing is there.
    if (unreachable && number === 1) throw unreachable;
    return delivered;
  }

  function wait(event: PlatformEvent, number: number, firstAt: Date, how: Delivery, seconds: number): void {
    const due = { event, attempt: number, dueAt: new Date(now().getTime() + seconds * 1_000) };
    const callOff = later(seconds * 1_000, () => {
      waiting.delete(due);
      // A bench that is being closed sends nothing any more.
      attempt(event, number, firstAt, { ...how, ...signedAgain(firstAt, number, readings) }).catch(() => undefined);
    });
    waiting.set(due, callOff);
  }

  function cancel(): void {
    round++;
    for (const callOff of waiting.values()) callOff();
    waiting.clear();
  }

  return {
    deliver(event, how = {}) {
      if (Buffer.isBuffer(event)) return deliver(event, how);
      const firstAt = how.at ?? now();
      return attempt(event, 1, firstAt, { ...how, at: firstAt });
    },
    pending: () => [...waiting.keys()],
    cancel,
    close() {
      closed = true;
      cancel();
    },
  };
}

/** A timer that keeps no process alive. */
function timer(ms: number, work: () => void): () => void {
  const timeout = setTimeout(work, ms).unref();
  return () => clearTimeout(timeout);
}
