import { gathered, type PlatformEvent } from '../../../platform/events/events.ts';
import { type EventName, eventNames } from '../../../spec/index.ts';
import type { Variant } from './dropped.ts';

const recordings: readonly EventName[] = ['recording.started', 'recording.completed', 'recording.failed'];

function anyEvent(what: string, change: Variant['change']): Variant {
  return { what, names: eventNames, change };
}

function gather(what: string, collected: Parameters<typeof gathered>[0], action = {}): Variant {
  return { what, names: ['call.gathered'], change: (event) => ({ ...event, data: gathered(collected, action) }) };
}

const variables = (all: Readonly<Record<string, string>>) => (event: PlatformEvent) => ({ ...event, variables: all });

/** Variants of the plain event: a receiver that acknowledges one must also store it. */
export const variants: readonly Variant[] = [
  gather('timed out', { digits: '', ending: 'timeout' }),
  gather('with star and hash', { digits: '*0#', ending: 'enough' }),
  gather('with a leading zero', { digits: '0042', ending: 'finish-key' }, { finish_on_key: '#' }),
  gather('with twelve digits', { digits: '123456789012', ending: 'enough' }, { num_digits: 12 }),
  anyEvent('with an unknown status', (event) => ({ ...event, call: { ...event.call, status: 'on_hold' } })),
  anyEvent('with unknown fields', (event) => ({
    ...event,
    x_future_field: true,
    call: { ...event.call, x_future_field: 1 },
    data: { ...event.data, x_future_field: {} },
  })),
  anyEvent('without optional fields', ({ call, ...event }) => {
    const { provider_call_id, route_mode, routing_target, ...core } = call;
    return { ...event, call: { ...core, id: call.id } };
  }),
  anyEvent('of a caller whose number is withheld', (event) => ({
    ...event,
    call: { ...event.call, from: 'anonymous' },
  })),
  // Its precision is not documented (Q61).
  anyEvent('with a fraction of a second in created_at', (event) => ({
    ...event,
    created_at: event.created_at.replace(/(?:\.\d+)?Z$/, '.250Z'),
  })),
  anyEvent('with an empty variable', variables({ note: '' })),
  anyEvent('with a variable of 4,096 characters', variables({ note: 'v'.repeat(4_096) })),
  anyEvent(
    'with variables of 16 kB',
    variables(Object.fromEntries([1, 2, 3, 4].map((n) => [`n${n}`, 'v'.repeat(4_000)]))),
  ),
  anyEvent('with a variable outside ASCII', variables({ note: 'Grüße 😀' })),
  anyEvent('with a variable in quotes', variables({ note: `it's "quoted" \\` })),
  {
    what: 'without the fields of a recording',
    names: recordings,
    change: ({ data, ...event }) => ({ ...event, data: { id: data.id } }),
  },
];
