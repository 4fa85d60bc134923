import type { components } from '../../../spec/index.ts';

type Schemas = components['schemas'];

/** An object as the contract describes it; the API always shows these members of it. */
type Shown<Name extends keyof Schemas, Always extends keyof Schemas[Name] = never> = Readonly<Schemas[Name]> &
  Readonly<Required<Pick<Schemas[Name], Always>>>;

// What the API stores, in the form in which it is shown. Who changes a record, changes it in place.

export type Application = Shown<'application.schema'>;

export type CallStatus = 'dialing' | 'in_progress' | 'completed' | 'failed' | 'canceled';

type AlwaysOfCall = 'application_id' | 'customer_id' | 'created_at' | 'route_mode' | 'routing_target';

/** With the values that the API gives, of lists that the contract leaves open. */
export interface Call extends Shown<'call.schema', AlwaysOfCall> {
  status: CallStatus;
  readonly direction: 'inbound' | 'outbound';
  /** Missing until the provider has named the call (Q101). */
  provider_call_id?: string;
  /** Once it has ended (Q94). */
  duration_seconds?: number;
}

export interface Recording
  extends Shown<'recording.schema', Exclude<keyof Schemas['recording.schema'], 'provider_call_id'>> {
  readonly status: 'started' | 'completed' | 'failed';
}

export type Did = Shown<'did.schema', 'provider' | 'created_at' | 'updated_at'>;

export interface Trunk extends Shown<'trunk.schema', 'direction' | 'is_active' | 'updated_at'> {
  /** Kept and not shown. */
  readonly inbound_ip?: string;
}

const aiSections = ['transcription', 'summary', 'score', 'topics'] as const;
export type AiSection = (typeof aiSections)[number];

/** Whether a result of a completed call can be read: never, at once, or after so many reads that did not find it. */
type AiState = 'absent' | 'present' | { readonly afterReads: number };

/** A call with what REST does not show of it. */
export interface StoredCall {
  readonly call: Call;
  /** Time of the monotonic clock, for the limit of calls per second. */
  readonly createdMs: number;
  /** Once it has completed and is settled. */
  costCents?: number;
  /** What recording control fails at. */
  readonly recordingFails?: 'start' | 'stop';
  /** Results that differ from the switch `ai`. */
  readonly ai?: Partial<Readonly<Record<AiSection, AiState>>>;
  /** Reads of a result that did not find it. */
  readonly missed: Map<AiSection, number>;
}

/** The conditions under which the API works: what the account has, and what fails. */
export interface Switches {
  /** A call needs some, and costs two cents a minute when it has ended. */
  balanceCents: number;
  /** False: no rate matches any number. */
  rate: boolean;
  /** False: no trunk is active but those created since. */
  trunk: boolean;
  /** Limit of an application; null: unlimited. */
  spendLimitCents: number | null;
  callsPerSecond: number | null;
  concurrentCalls: number | null;
  /** False: calls fail with 500 (Q93). */
  reservations: boolean;
  /** False: calls fail with `originate_failed`. */
  originates: boolean;
  recordingStarts: boolean;
  recordingStops: boolean;
  ai: AiState;
  /** False: a call that was created is not played, so that no event of it is sent. */
  playsCalls: boolean;
  /** Milliseconds between the response that created a call and the first event of it. */
  beginsAfterMs: number;
  /** True: calls have ids such as `call_123`, the shorter of the two forms in the examples (Q84). */
  shortIds: boolean;
  /** False: names and addresses of another trunk are accepted too, as for separate customers. */
  uniqueNames: boolean;
}

export const working: Switches = {
  balanceCents: 10_000,
  rate: true,
  trunk: true,
  spendLimitCents: null,
  callsPerSecond: null,
  concurrentCalls: null,
  reservations: true,
  originates: true,
  recordingStarts: true,
  recordingStops: true,
  ai: 'present',
  playsCalls: true,
  beginsAfterMs: 0,
  shortIds: false,
  uniqueNames: true,
};
