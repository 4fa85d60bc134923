import { gathered, type PlatformEvent } from '../../../platform/events/events.ts';
import type { EventName } from '../../../spec/index.ts';
import type { Events, NextEvent } from './played.ts';

/** Two events that differ although they share something by which they might be taken for one. */
export interface Pair {
  readonly what: string;
  readonly names: readonly EventName[];
  readonly first: Events;
  /** The second event instead of the first, or after it with nothing shared: what it can show. */
  readonly control: Events;
  readonly both: Events;
  /** What of the control must show in both: something, or a row more. */
  readonly shows: 'something' | 'a row';
  /** A story that must show a row less than `first`: a page that shows the last event of each recording alone says nothing of the pair. */
  readonly shorter?: Events;
}

export const digits = (nextEvent: NextEvent, pressed: string): PlatformEvent =>
  nextEvent('call.gathered', gathered({ digits: pressed, ending: 'enough' }, { num_digits: 3 }));
const opened = (nextEvent: NextEvent) => [nextEvent('call.created'), nextEvent('call.answered')];

export const pairs: readonly Pair[] = [
  {
    what: 'a call.gathered made in the second of the call.answered before it',
    names: ['call.answered', 'call.gathered'],
    first: opened,
    control: (nextEvent) => [...opened(nextEvent), digits(nextEvent, '481')],
    both(nextEvent) {
      const [created, answered] = opened(nextEvent);
      if (!created || !answered) return [];
      return [created, answered, { ...digits(nextEvent, '481'), created_at: answered.created_at }];
    },
    shows: 'a row',
  },
  {
    what: 'a second call.gathered with the digits of the first',
    names: ['call.gathered'],
    first: (nextEvent) => [...opened(nextEvent), digits(nextEvent, '4')],
    control: (nextEvent) => [...opened(nextEvent), digits(nextEvent, '4'), digits(nextEvent, '7')],
    both: (nextEvent) => [...opened(nextEvent), digits(nextEvent, '4'), digits(nextEvent, '4')],
    shows: 'a row',
  },
  {
    what: 'a second call.gathered with the event_key of the first',
    names: ['call.gathered'],
    first: (nextEvent) => [...opened(nextEvent), keyed(digits(nextEvent, '4'))],
    control: (nextEvent) => [...opened(nextEvent), keyed(digits(nextEvent, '4')), keyed(digits(nextEvent, '7'), ':2')],
    both: (nextEvent) => [...opened(nextEvent), keyed(digits(nextEvent, '4')), keyed(digits(nextEvent, '7'))],
    shows: 'a row',
  },
  {
    what: 'a recording.completed after the recording.started of one recording',
    names: ['recording.started', 'recording.completed'],
    first: (nextEvent) => [...opened(nextEvent), nextEvent('recording.started')],
    control: (nextEvent) => [...opened(nextEvent), nextEvent('recording.completed')],
    both: (nextEvent) => [...opened(nextEvent), nextEvent('recording.started'), nextEvent('recording.completed')],
    shows: 'something',
  },
  {
    what: 'a second recording of a call',
    names: ['recording.started', 'recording.completed', 'recording.failed'],
    first: firstRecording,
    control: (nextEvent) => [...firstRecording(nextEvent), second(nextEvent('recording.failed'))],
    both: (nextEvent) => [
      ...firstRecording(nextEvent),
      second(nextEvent('recording.started')),
      second(nextEvent('recording.completed')),
    ],
    shows: 'a row',
  },
  {
    // Ids of recordings look as if they were made of the call's id (Q100).
    what: 'a second recording of a call with the id of the first',
    names: ['recording.started', 'recording.completed', 'recording.failed'],
    first: firstRecording,
    control: (nextEvent) => [...firstRecording(nextEvent), second(nextEvent('recording.failed'))],
    both: (nextEvent) => [
      ...firstRecording(nextEvent),
      nextEvent('recording.started'),
      nextEvent('recording.completed'),
    ],
    shows: 'a row',
    shorter: (nextEvent) => [...opened(nextEvent), nextEvent('recording.started')],
  },
];

function firstRecording(nextEvent: NextEvent): readonly PlatformEvent[] {
  return [...opened(nextEvent), nextEvent('recording.started'), nextEvent('recording.completed')];
}

/** The same event with a key as the documentation shows it (Q58): it is the same for every call.gathered of a call. */
function keyed(event: PlatformEvent, suffix: string = ''): PlatformEvent {
  return { ...event, data: { ...event.data, event_key: `${event.call.id}:${event.event}${suffix}` } };
}

/** The same event for another recording. */
function second(event: PlatformEvent): PlatformEvent {
  return { ...event, data: { ...event.data, id: `rec_2_${event.call.id}` } };
}
