import type { PlatformEvent } from '../../../platform/events/events.ts';

/** A body that comes in several pieces, or that a parser puts aside. */
export function large(event: PlatformEvent): PlatformEvent {
  const variables = Object.fromEntries([1, 2, 3, 4].map((n) => [`n${n}`, 'v'.repeat(4_000)]));
  return { ...event, variables };
}

/** A receiver may check no signature of what it does not take for an event. */
export function bare(event: PlatformEvent): Buffer {
  return Buffer.from(JSON.stringify({ event: event.event, call: { id: event.call.id } }));
}

export function unknown(event: PlatformEvent): PlatformEvent {
  return { ...event, event: 'call.paused', data: {} };
}

/** Of a family that is not documented, which a receiver may sort out before it verifies anything. */
export function unfamiliar(event: PlatformEvent): PlatformEvent {
  return { ...event, event: 'transcript.ready', data: {} };
}
