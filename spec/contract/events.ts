import { events } from '../generated/events.ts';

export type EventName = keyof typeof events;

/** The names of the events, in the order of `webhooks` in openapi.yaml, which is that of a call. */
export const eventNames = Object.keys(events) as readonly EventName[];

/** What the schema of an event says about it beside its members (`x-traits`). */
interface EventTraits {
  /** Status of the call when it is made; only the first and `completed` are documented (Q66). */
  readonly status: string;
  /** What comes before it in the shortest call that has it. */
  readonly after: readonly EventName[];
  /** No other event but those of recordings follows it. */
  readonly endsCall?: true;
}

const traits: Readonly<Record<EventName, EventTraits>> = events;

export function traitsOfEvent(name: EventName): EventTraits {
  return traits[name];
}
