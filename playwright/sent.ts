import type { PlatformEvent } from '../platform/events/events.ts';
import type { Delivered } from '../platform/webhook/delivery.ts';
import { isSuccess } from '../spec/index.ts';

/** An event as it was delivered, and what came back. */
export interface Sent extends Attempt {
  /** Such as `call.gathered`. */
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The whole event; `webhooks.send(sent.event)` sends it again. */
  readonly event: PlatformEvent;
  /** The first attempt, which the fields of the delivery itself show, and the further ones so far, where it was not acknowledged. */
  readonly attempts: readonly Attempt[];
}

/** One attempt to deliver an event, and what came back. */
export interface Attempt {
  /** Undefined when no response came. */
  readonly status: number | undefined;
  /** The status is one of 2xx. */
  readonly acknowledged: boolean;
  /** Real milliseconds until the response. */
  readonly ms: number;
  /** Why no response came. */
  readonly failure: string | undefined;
}

/** `again`: what came of its further attempts. */
export function sentOf(event: PlatformEvent, first: Delivered, again: readonly Delivered[] = []): Sent {
  const attempts = [first, ...again].map(attemptOf);
  return { name: event.event, data: event.data, event, ...attemptOf(first), attempts };
}

function attemptOf({ exchange, status }: Delivered): Attempt {
  return {
    status,
    acknowledged: isSuccess(status),
    ms: exchange.durationMs,
    failure: exchange.failure?.message,
  };
}
