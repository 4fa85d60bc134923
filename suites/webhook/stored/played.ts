import type { Bench } from '../../../platform/bench.ts';
import type { CallContext, PlatformEvent } from '../../../platform/events/events.ts';
import type { Reading } from '../../../platform/state/observe.ts';
import type { EventName, Exchange } from '../../../spec/index.ts';
import { settled } from '../../state/settled.ts';
import { startedAt } from '../../state/volatile.ts';

export type NextEvent = (name: EventName, data?: Readonly<Record<string, unknown>>) => PlatformEvent;
export type Events = (nextEvent: NextEvent) => readonly PlatformEvent[];

/** A call as it is shown, and what was delivered of it. */
export interface Played {
  readonly reading: Reading;
  readonly exchanges: readonly Exchange[];
}

/** Delivers the events of a new call, made from a moment on. */
export async function play(
  bench: Bench,
  events: Events,
  at: Date = startedAt,
  as: Partial<CallContext> = {},
): Promise<Played> {
  const call = bench.newCall(as);
  const exchanges: Exchange[] = [];
  for (const event of events(bench.eventsOf(call, at))) exchanges.push((await bench.deliver(event)).exchange);
  return { reading: await settled(bench, call.id), exchanges };
}
