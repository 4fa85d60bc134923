import { type Call, type components, type EventName, type Readings, traitsOfEvent } from '../../spec/index.ts';
import { type Gathering, listening } from './gathering.ts';
import { leastOf } from './least.ts';
import { providerId } from './provider-id.ts';

/** The data of a call that an answer request carries and every event repeats. */
export type CallContext = Call['call'];

type Schemas = components['schemas'];

/** The envelope of every event, with whatever a check puts into it. */
export type PlatformEvent<Name extends string = string> = {
  readonly [Member in keyof Envelope]: Envelope[Member] extends string ? string : Readonly<Record<string, unknown>>;
} & { readonly event: Name; readonly call: { readonly id: string } };

type Envelope = Schemas['call.created.schema'];

/**
 * Tells one call as events; `at` is the second of the call. `created_at` is strictly increasing and of one width (Q61),
 * so that an event that names no second, or an earlier one, comes a second after the one before it.
 */
export function eventsOf(
  call: CallContext,
  startedAt: Date,
  readings: Readings = {},
): (name: EventName, data?: Readonly<Record<string, unknown>>, at?: number) => PlatformEvent<EventName> {
  let last = -1;
  return (name, data, at = 0) => {
    last = Math.max(last + 1, Math.floor(at));
    const createdAt = timeText(new Date(startedAt.getTime() + 1000 * last), readings);
    return {
      event: name,
      created_at: createdAt,
      call: {
        id: call.id,
        customer_id: call.customerId,
        application_id: call.applicationId,
        provider_call_id: providerId(call.id),
        status: traitsOfEvent(name).status,
        direction: call.direction,
        from: call.from,
        to: call.to,
        route_mode: 'webhook',
        routing_target: call.applicationId,
      } satisfies Schemas['webhook-call.schema'],
      variables: {},
      data: data ?? dataOf(name, call, createdAt, readings),
    };
  };
}

function timeText(time: Date, { Q61 }: Readings): string {
  const text = time.toISOString();
  return Q61 === 'milliseconds' ? text : `${text.slice(0, 19)}Z`;
}

function dataOf(name: EventName, call: CallContext, createdAt: string, readings: Readings): Record<string, unknown> {
  if (name === 'call.created') {
    return { event_key: `${call.id}:${name}` } satisfies Schemas['call.created.schema']['data'];
  }
  if (name === 'call.gathered') return gathered({ digits: '1', ending: 'enough' }, {}, readings);
  if (!name.startsWith('recording.')) return leastOf(`events/${name}`, 'data');
  if (readings.Q63 === 'empty') return {};
  const done = name === 'recording.completed';
  return {
    id: `rec_${call.id}`,
    call_id: call.id,
    customer_id: call.customerId,
    application_id: call.applicationId,
    provider_call_id: providerId(call.id),
    status: name.slice('recording.'.length),
    storage_type: 'local',
    file_url: '',
    duration_seconds: done ? 12 : 0,
    size_bytes: done ? 96_000 : 0,
    created_at: createdAt,
    updated_at: createdAt,
  } satisfies Schemas['recording.schema'];
}

/** The data of `call.gathered` (Q62, Q28): what was collected; the rest echoes the action. */
export function gathered(
  { digits, ending }: Pick<Gathering, 'digits' | 'ending'>,
  action: Readonly<Record<string, unknown>> = {},
  readings: Readings = {},
): Record<string, unknown> {
  const { min, max, timeoutSeconds } = listening(action);
  const key = action.finish_on_key;
  const withKey = readings.Q28 === 'included' && ending === 'finish-key';
  const timedOut = ending === 'timeout';
  const core = {
    digits: withKey ? digits + String(key) : digits,
    status: timedOut ? 'timeout' : 'completed',
    timed_out: timedOut,
  } satisfies Schemas['call.gathered.schema']['data'];
  const echoed = {
    min_digits: action.min_digits,
    max_digits: action.max_digits,
    timeout_seconds: action.timeout_seconds,
    finish_on_key: key,
  };
  const unset = { min_digits: min, max_digits: max, timeout_seconds: timeoutSeconds, finish_on_key: '' };
  const all = Object.entries(echoed).map(([name, value]) => [name, value ?? unset[name as keyof typeof unset]]);
  const given = Object.entries(echoed).filter(([, value]) => value !== undefined);
  return { ...core, ...Object.fromEntries(readings.Q62 === 'unset-missing' ? given : all) };
}

/** One event of a made-up call, for sending by hand. */
export function sampleEvent(
  name: EventName,
  overrides: { callId?: string; from?: string; to?: string; data?: Readonly<Record<string, unknown>> } = {},
  at: Date = new Date(),
): PlatformEvent<EventName> {
  const call: CallContext = {
    id: overrides.callId ?? 'call_123',
    applicationId: 'app_123',
    customerId: 'cust_123',
    direction: 'inbound',
    from: overrides.from ?? '+12025550101',
    to: overrides.to ?? '+12025550100',
  };
  return eventsOf(call, at)(name, overrides.data);
}
