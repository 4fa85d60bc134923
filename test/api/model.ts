import { magicCalls, magicNumbers } from '../../platform/api/resources/magic.ts';
import type { CallStatus, Switches } from '../../platform/api/resources/records.ts';
import { type OperationId, operations } from '../../spec/index.ts';
import { from, window } from './harness.ts';

/** What a client that remembers everything knows of the API: enough to say what each answer must be. */
export interface Model {
  readonly keys: string[];
  readonly calls: Map<string, ModelCall>;
  readonly gateways: Set<string>;
  trunkActive: boolean;
  readonly switches: Switches;
  /** Ids of calls in the order of their creation. */
  readonly ids: string[];
}

interface ModelCall {
  readonly owner: number;
  status: CallStatus;
  recording: 'none' | 'started' | 'completed';
  named: boolean;
  readonly fails?: 'start' | 'stop' | undefined;
  readonly lacks?: string | undefined;
  settled: number | undefined;
}

/** A request of the random client; indexes are taken modulo what exists. */
export interface Step {
  readonly operation: OperationId;
  readonly who: number;
  readonly call: number;
  readonly number: string;
  readonly gateway: string;
  readonly action: 'start' | 'stop' | 'pause' | undefined;
  readonly isValid: boolean;
}

type Expected = 'success' | string;

const sections: Partial<Record<OperationId, readonly [section: string, code: string]>> = {
  getCallTranscription: ['transcription', 'transcription_not_found'],
  getCallAiSummary: ['summary', 'ai_summary_not_found'],
  getCallAiScore: ['score', 'ai_score_not_found'],
  getCallAiTopics: ['topics', 'ai_topics_not_found'],
};

/** `success`, or the code of the error. What exists from the beginning is added when it is first asked for. */
export function expectedOf(model: Model, step: Step, id: string): Expected {
  const owner = step.who % model.keys.length;
  const known = model.calls.get(id);
  const call = known ? (known.owner === owner ? known : undefined) : undefined;
  switch (step.operation) {
    case 'createApplication':
    case 'getUsage':
      return step.isValid ? 'success' : 'invalid_request';
    case 'createTrunk':
      if (!step.isValid) return 'invalid_request';
      return model.gateways.has(step.gateway) ? 'gateway_name_exists' : 'success';
    case 'createCall':
      if (!step.isValid) return 'invalid_request';
      return magicNumbers[step.number]?.code ?? refusal(model, owner) ?? 'success';
    case 'getCall':
    case 'getCallAi':
      return call ? 'success' : 'call_not_found';
    case 'controlRecording':
      return recordingOf(step, call);
    case 'getDid':
    case 'getDidByNumber':
      return step.isValid ? 'success' : 'not_found';
    case 'listApplications':
      return 'success';
    default: {
      const [section = '', code = ''] = sections[step.operation] ?? [];
      return call?.status === 'completed' && call.lacks !== section ? 'success' : code;
    }
  }
}

function recordingOf({ action }: Step, call: ModelCall | undefined): Expected {
  if (action === 'pause') return 'invalid_action';
  if (!call || ended(call)) return 'active_call_not_found';
  if (!call.named) return 'call_uuid_missing';
  if (action === 'stop' && call.recording !== 'started') return 'recording_not_started';
  if (call.fails === (action ?? 'start')) return `recording_${call.fails}_failed`;
  return 'success';
}

function refusal({ switches, trunkActive, calls }: Model, owner: number): string | undefined {
  const own = [...calls.values()].filter((call) => call.owner === owner && call.settled !== undefined);
  if (!switches.rate) return 'rate_not_found';
  if (!switches.trunk && !trunkActive) return 'no_active_trunk';
  if (switches.balanceCents <= 0) return 'insufficient_balance';
  const open = own.filter((call) => !ended(call)).length;
  if (switches.concurrentCalls !== null && open >= switches.concurrentCalls) return 'concurrent_call_limit_reached';
  return switches.originates ? undefined : 'originate_failed';
}

/** What a request that had this outcome has changed. */
export function learn(model: Model, step: Step, id: string, outcome: Expected): void {
  const call = model.calls.get(id);
  if (step.operation === 'controlRecording' && call) {
    if (outcome === 'call_uuid_missing') call.named = true;
    if (outcome === 'success') call.recording = step.action === 'stop' ? 'completed' : 'started';
  }
  if (outcome !== 'success') return;
  if (step.operation === 'createTrunk') {
    model.gateways.add(step.gateway);
    model.trunkActive = true;
  }
}

/** A call that was created, or that exists as soon as it is asked for. */
export function callOf(owner: number, number: string | undefined, id: string): ModelCall | undefined {
  const special = number === undefined ? magicCalls[id] : (magicNumbers[number] ?? { does: '' });
  if (!special) return undefined;
  return {
    owner,
    status: special.status ?? 'dialing',
    recording: 'none',
    named: !special.withoutProviderId,
    fails: special.recordingFails,
    lacks: special.aiLacks,
    settled: number === undefined ? undefined : 0,
  };
}

export function ended({ status }: ModelCall): boolean {
  return status === 'completed' || status === 'failed' || status === 'canceled';
}

export function requestOf(
  { operation, isValid, number, gateway, action }: Step,
  id: string,
): { path: string; body?: unknown } {
  const named = { name: isValid ? 'a' : '' };
  switch (operation) {
    case 'createApplication':
      return { path: '/applications', body: { ...named, answer_url: 'https://example.com/a' } };
    case 'createTrunk':
      return { path: '/trunks', body: { ...named, proxy: 'b', gateway_name: gateway } };
    case 'createCall':
      return { path: '/calls', body: { from, to: isValid ? number : number.slice(1) } };
    case 'controlRecording':
      return { path: `/calls/${id}/recordings`, body: { ...(action && { action }) } };
    case 'getUsage':
      return { path: isValid ? `/usage?${window}` : '/usage?from=now' };
    case 'getDid':
      return { path: isValid ? '/dids/did_123' : '/dids/none' };
    case 'getDidByNumber':
      return { path: `/dids/by-number/${isValid ? '+' : ''}15551230001` };
    default:
      return { path: operations[operation].path.replace('{id}', encodeURIComponent(id)) };
  }
}

/** The summary of `GET /v1/usage`. */
export function usageOf({ calls }: Model, owner: number): Record<string, unknown> {
  const settled = [...calls.values()].filter(
    (call) => call.owner === owner && call.status === 'completed' && call.settled !== undefined,
  );
  const seconds = settled.reduce((sum, { settled: more = 0 }) => sum + more, 0);
  const cents = settled.reduce((sum, { settled: more = 0 }) => sum + Math.ceil(more / 60) * 2, 0);
  return { calls: settled.length, billsec_seconds: seconds, cost_amount: (cents / 100).toFixed(2) };
}
