import type { Delivered } from '../platform/delivery.ts';
import type { PlatformEvent } from '../platform/events.ts';
import { isSuccess } from '../spec/index.ts';

/** An event as it was delivered, and what came back. */
export interface Sent {
  /** Such as `call.gathered`. */
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The whole event; `webhooks.send(sent.event)` sends it again. */
  readonly event: PlatformEvent;
  /** Undefined when no response came. */
  readonly status: number | undefined;
  /** The status is one of 2xx. */
  readonly acknowledged: boolean;
  /** Real milliseconds until the response. */
  readonly ms: number;
  /** Why no response came. */
  readonly failure: string | undefined;
}

export function sent(event: PlatformEvent, { exchange, status }: Delivered): Sent {
  return {
    name: event.event,
    data: event.data,
    event,
    status,
    acknowledged: isSuccess(status),
    ms: exchange.durationMs,
    failure: exchange.failure?.message,
  };
}
