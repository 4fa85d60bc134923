import { monotonic, now } from '../../clock.ts';
import { idMaker, timeText } from './ids.ts';
import type { MagicCall } from './magic.ts';
import {
  type Application,
  type Call,
  type CallStatus,
  type Did,
  type Recording,
  type StoredCall,
  type Switches,
  type Trunk,
  working,
} from './records.ts';

export interface WorldOptions {
  /** Key of the application that exists from the start, `app_123` of `cust_123`. */
  readonly apiKey: string;
  readonly answerUrl?: string | undefined;
  readonly webhookUrl?: string | undefined;
  /** What differs from an account in which everything works. */
  readonly switches?: Partial<Switches>;
  readonly clock?: { readonly now: () => Date; readonly monotonic: () => number };
}

/** Everything that the API knows. Loopback and memory only: nothing of it outlives the process. */
export interface World {
  readonly switches: Switches;
  /** By API key. */
  readonly applications: ReadonlyMap<string, Application>;
  readonly calls: ReadonlyMap<string, StoredCall>;
  /** Calls that had ended at the reset: a read in the background may still need them. */
  readonly past: ReadonlyMap<string, StoredCall>;
  readonly recordings: ReadonlyMap<string, Recording>;
  readonly dids: ReadonlyMap<string, Did>;
  readonly trunks: ReadonlyMap<string, Trunk>;
  readonly now: () => Date;
  readonly monotonic: () => number;
  /** A new id, unique even after a reset (Q84). */
  newId(prefix: string): string;
  addApplication(application: Application, apiKey: string): void;
  addCall(call: Call, special?: MagicCall): StoredCall;
  put(record: { readonly recording: Recording } | { readonly did: Did } | { readonly trunk: Trunk }): void;
  /** Changes the status of a call, or ends it after this many seconds; an ended call stays ended. */
  advance(callId: string, status: CallStatus, seconds?: number): void;
  /** The state as plain data, without keys. */
  snapshot(): Snapshot;
  /** Forgets everything that was created, and sets the switches back; what has ended can still be read where that is wanted. */
  reset(keeps?: 'ended calls'): void;
}

interface Snapshot {
  readonly switches: Switches;
  readonly applications: readonly Application[];
  readonly calls: readonly Call[];
  readonly recordings: readonly Recording[];
  readonly dids: readonly Did[];
  readonly trunks: readonly Trunk[];
}

const centsPerMinute = 2;
/** Calls that are kept for readers that come late. */
const maxPast = 200;

export function createWorld(options: WorldOptions): World {
  const clock = options.clock ?? { now, monotonic };
  const newId = idMaker(clock.now);
  const applications = new Map<string, Application>();
  const calls = new Map<string, StoredCall>();
  const past = new Map<string, StoredCall>();
  const recordings = new Map<string, Recording>();
  const dids = new Map<string, Did>();
  const trunks = new Map<string, Trunk>();
  const stores = [applications, calls, recordings, dids, trunks];

  const world: World = {
    switches: { ...working },
    applications,
    calls,
    past,
    recordings,
    dids,
    trunks,
    ...clock,
    newId,
    addApplication: (application, apiKey) => applications.set(apiKey, application),
    addCall(call, { recordingFails, aiLacks, aiAfterReads } = { does: '' }) {
      const later = aiAfterReads === undefined ? undefined : { afterReads: aiAfterReads };
      const stored: StoredCall = {
        call,
        createdMs: clock.monotonic(),
        missed: new Map(),
        ...(recordingFails && { recordingFails }),
        ...(aiLacks && { ai: { [aiLacks]: 'absent' } }),
        ...(later && { ai: { transcription: later, summary: later, score: later, topics: later } }),
      };
      calls.set(call.id, stored);
      return stored;
    },
    put(record) {
      if ('recording' in record) recordings.set(record.recording.id, record.recording);
      else if ('did' in record) dids.set(record.did.id, record.did);
      else trunks.set(record.trunk.id, record.trunk);
    },
    advance(callId, status, seconds = 0) {
      const stored = calls.get(callId);
      if (!stored || hasEnded(stored.call)) return;
      stored.call.status = status;
      if (!hasEnded(stored.call)) return;
      stored.call.duration_seconds = seconds;
      if (status !== 'completed') return;
      const cost = Math.ceil(seconds / 60) * centsPerMinute;
      stored.costCents = cost;
      world.switches.balanceCents -= cost;
    },
    snapshot: () =>
      structuredClone({
        switches: world.switches,
        applications: [...applications.values()],
        calls: [...calls.values()].map(({ call }) => call),
        recordings: [...recordings.values()],
        dids: [...dids.values()],
        trunks: [...trunks.values()],
      }),
    reset(keeps) {
      if (!keeps) past.clear();
      else
        for (const [id, stored] of calls)
          if (stored.call.direction === 'outbound' && hasEnded(stored.call)) past.set(id, stored);
      for (const id of [...past.keys()].slice(0, Math.max(0, past.size - maxPast))) past.delete(id);
      for (const store of stores) store.clear();
      Object.assign(world.switches, working, options.switches);
      settle(world, options);
    },
  };
  world.reset();
  return world;
}

export function hasEnded({ status }: Call): boolean {
  return status === 'completed' || status === 'failed' || status === 'canceled';
}

/** What there is at the beginning: an application, and the DIDs of the documentation. */
function settle(world: World, { apiKey, answerUrl, webhookUrl }: WorldOptions): void {
  const created_at = timeText(world.now());
  const customer_id = 'cust_123';
  world.addApplication(
    {
      id: 'app_123',
      customer_id,
      name: 'Conformance',
      ...(answerUrl !== undefined && { answer_url: answerUrl }),
      ...(webhookUrl !== undefined && { webhook_url: webhookUrl }),
      created_at,
    },
    apiKey,
  );
  const did = { customer_id, application_id: 'app_123', provider: 'didww', status: 'active' };
  const times = { created_at, updated_at: created_at };
  world.put({ did: { id: 'did_123', ...did, number_e164: '+15551230001', route_mode: 'webhook', ...times } });
  world.put({ did: { id: 'did_124', ...did, number_e164: '+15551230002', route_mode: 'reject', ...times } });
  world.put({ did: { id: 'did_125', ...did, number_e164: '+12025550100', route_mode: 'webhook', ...times } });
}
