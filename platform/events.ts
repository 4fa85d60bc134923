import type { Readings } from '../spec/index.ts';

export const eventNames = [
  'call.created',
  'call.answered',
  'call.gathered',
  'recording.started',
  'recording.completed',
  'recording.failed',
  'call.completed',
  'call.failed',
  'call.canceled',
] as const;
export type EventName = (typeof eventNames)[number];

/** Who calls whom: what an answer request carries and every event repeats. */
export interface CallContext {
  readonly id: string;
  readonly applicationId: string;
  readonly customerId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
}

/** The envelope of every event. */
export interface PlatformEvent {
  readonly event: string;
  readonly created_at: string;
  readonly call: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly variables: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Status of the call when an event was made; only the first and `completed` are documented (Q66). */
const statuses: Readonly<Record<EventName, string>> = {
  'call.created': 'in_progress',
  'call.answered': 'in_progress',
  'call.gathered': 'in_progress',
  'recording.started': 'in_progress',
  'recording.completed': 'in_progress',
  'recording.failed': 'in_progress',
  'call.completed': 'completed',
  'call.failed': 'failed',
  'call.canceled': 'canceled',
};

/** Tells one call as events, one second apart, so that `created_at` is strictly increasing and of one width (Q61). */
export function storyOf(
  call: CallContext,
  startedAt: Date,
  readings: Readings = {},
): (name: EventName, data?: Readonly<Record<string, unknown>>) => PlatformEvent {
  let seconds = 0;
  return (name, data) => {
    const createdAt = timeText(new Date(startedAt.getTime() + 1000 * seconds++), readings);
    return {
      event: name,
      created_at: createdAt,
      call: {
        id: call.id,
        customer_id: call.customerId,
        application_id: call.applicationId,
        provider_call_id: `uuid-${call.id}`,
        status: statuses[name],
        direction: call.direction,
        from: call.from,
        to: call.to,
        route_mode: 'webhook',
        routing_target: call.applicationId,
      },
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
  if (name === 'call.created') return { event_key: `${call.id}:${name}` };
  if (name === 'call.gathered') return gathered('1', {}, readings);
  if (!name.startsWith('recording.') || readings.Q63 === 'empty') return {};
  const done = name === 'recording.completed';
  return {
    id: `rec_${call.id}`,
    call_id: call.id,
    customer_id: call.customerId,
    application_id: call.applicationId,
    provider_call_id: `uuid-${call.id}`,
    status: name.slice('recording.'.length),
    storage_type: 'local',
    file_url: '',
    duration_seconds: done ? 12 : 0,
    size_bytes: done ? 96_000 : 0,
    created_at: createdAt,
    updated_at: createdAt,
  };
}

/** The data of `call.gathered` for what a caller pressed (Q62, Q28); the rest echoes the action. */
export function gathered(
  digits: string,
  action: Readonly<Record<string, unknown>> = {},
  readings: Readings = {},
): Record<string, unknown> {
  const timedOut = digits === '';
  const count = action.num_digits ?? 1;
  const key = action.finish_on_key;
  const ended = readings.Q28 === 'included' && typeof key === 'string' && !timedOut ? digits + key : digits;
  const core = { digits: ended, status: timedOut ? 'timeout' : 'completed', timed_out: timedOut };
  const echoed = {
    min_digits: action.min_digits,
    max_digits: action.max_digits,
    timeout_seconds: action.timeout_seconds,
    finish_on_key: key,
  };
  const unset = { min_digits: count, max_digits: count, timeout_seconds: 5, finish_on_key: '' };
  const all = Object.entries(echoed).map(([name, value]) => [name, value ?? unset[name as keyof typeof unset]]);
  const given = Object.entries(echoed).filter(([, value]) => value !== undefined);
  return { ...core, ...Object.fromEntries(readings.Q62 === 'unset-missing' ? given : all) };
}

/** One event of a made-up call, for sending by hand. */
export function sampleEvent(
  name: EventName,
  overrides: { callId?: string; from?: string; to?: string; data?: Readonly<Record<string, unknown>> } = {},
  at: Date = new Date(),
): PlatformEvent {
  const call: CallContext = {
    id: overrides.callId ?? 'call_123',
    applicationId: 'app_123',
    customerId: 'cust_123',
    direction: 'inbound',
    from: overrides.from ?? '+12025550101',
    to: overrides.to ?? '+12025550100',
  };
  return storyOf(call, at)(name, overrides.data);
}
