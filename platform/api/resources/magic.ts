import { type ErrorCode, type OperationId, type OwnErrorCode, operations } from '../../../spec/index.ts';
import type { DialOutcome } from '../../script.ts';
import type { AiSection, CallStatus } from './records.ts';

/** What is special about a call that was made to a magic number, or has a magic id. */
export interface MagicCall {
  readonly does: string;
  /** The error that `POST /v1/calls` gives instead of a call. */
  readonly code?: ErrorCode | OwnErrorCode;
  /** How the destination reacts (default: it answers). */
  readonly reach?: DialOutcome;
  /** It answers and stays: the call is in progress until the API forgets it. */
  readonly stays?: boolean;
  readonly recordingFails?: 'start' | 'stop';
  /** Its first recording control does not find a provider id (Q101). */
  readonly withoutProviderId?: boolean;
  readonly aiAfterReads?: number;
  readonly aiLacks?: AiSection;
  /** Id of a call that exists without having been created. */
  readonly status?: CallStatus;
}

const refused = (code: ErrorCode | OwnErrorCode): MagicCall => ({ does: `is refused with ${code}`, code });

/** Numbers reserved for fiction: `to` of `POST /v1/calls`. */
export const magicNumbers: Readonly<Record<string, MagicCall>> = {
  '+12025550180': { does: 'answers and stays on the line', stays: true },
  '+12025550181': { does: 'is busy', reach: 'busy' },
  '+12025550182': { does: 'rings unanswered', reach: 'unanswered' },
  '+12025550183': { does: 'cannot be reached', reach: 'failed' },
  '+12025550184': { does: 'is given up before it answers', reach: 'canceled' },
  '+12025550185': {
    does: 'stays; the first recording control finds call_uuid_missing',
    stays: true,
    withoutProviderId: true,
  },
  '+12025550186': {
    does: 'stays; recording fails with recording_start_failed',
    stays: true,
    recordingFails: 'start',
  },
  '+12025550187': { does: 'stays; recording fails with recording_stop_failed', stays: true, recordingFails: 'stop' },
  '+12025550188': { does: 'answers; each AI result is found by the third read', aiAfterReads: 2 },
  '+12025550189': refused('unauthorized'),
  '+12025550190': refused('insufficient_balance'),
  '+12025550191': refused('rate_not_found'),
  '+12025550192': refused('no_active_trunk'),
  '+12025550193': refused('spend_control_exceeded'),
  '+12025550194': refused('cps_limit_reached'),
  '+12025550195': refused('concurrent_call_limit_reached'),
  '+12025550196': refused('originate_failed'),
  '+12025550197': refused('internal_error'),
  '+12025550198': refused('invalid_request'),
  '+12025550199': refused('invalid_json'),
};

/** Ids of calls that exist as soon as they are asked for; named for the code that they lead to. */
export const magicCalls: Readonly<Record<string, MagicCall>> = {
  call_123: { does: 'is completed, with all AI results', status: 'completed' },
  call_active: { does: 'is in progress', status: 'in_progress' },
  call_ai_later: {
    does: 'is completed; each AI result is found by the third read',
    status: 'completed',
    aiAfterReads: 2,
  },
  call_transcription_not_found: { does: 'has no transcript', status: 'completed', aiLacks: 'transcription' },
  call_ai_summary_not_found: { does: 'has no summary', status: 'completed', aiLacks: 'summary' },
  call_ai_score_not_found: { does: 'has no score', status: 'completed', aiLacks: 'score' },
  call_ai_topics_not_found: { does: 'has no topics', status: 'completed', aiLacks: 'topics' },
  call_active_call_not_found: { does: 'has ended, so that it cannot be recorded', status: 'completed' },
  call_recording_not_started: { does: 'is not being recorded, so that stop fails', status: 'in_progress' },
  call_call_uuid_missing: {
    does: 'has no provider id at its first recording control',
    status: 'in_progress',
    withoutProviderId: true,
  },
  call_recording_start_failed: {
    does: 'cannot be recorded',
    status: 'in_progress',
    recordingFails: 'start',
  },
  call_recording_stop_failed: {
    does: 'is recorded and cannot be stopped',
    status: 'in_progress',
    recordingFails: 'stop',
  },
};

/** A trunk with this gateway name, or this address (reserved for documentation), exists already. */
export const takenGateway = 'taken';
export const takenAddress = '192.0.2.10';

/** An application or a trunk that is named for an error code of its operation gets that error. */
export function magicName(operation: OperationId, name: unknown): ErrorCode | undefined {
  return operations[operation].errors.find(({ code }) => code === name)?.code;
}
