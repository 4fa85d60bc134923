/** The documented codes of each operation: what `fail` takes. A test holds it equal to `operations` of the contract. */
export interface OperationCodes {
  readonly createApplication: 'invalid_json' | 'invalid_request' | 'unauthorized';
  readonly listApplications: never;
  readonly createCall:
    | 'invalid_json'
    | 'invalid_request'
    | 'rate_not_found'
    | 'no_active_trunk'
    | 'unauthorized'
    | 'insufficient_balance'
    | 'spend_control_exceeded'
    | 'cps_limit_reached'
    | 'concurrent_call_limit_reached'
    | 'originate_failed';
  readonly getCall: never;
  readonly controlRecording:
    | 'invalid_request'
    | 'invalid_json'
    | 'invalid_action'
    | 'unauthorized'
    | 'active_call_not_found'
    | 'recording_not_started'
    | 'call_uuid_missing'
    | 'recording_start_failed'
    | 'recording_stop_failed';
  readonly getCallAi: 'call_not_found';
  readonly getCallTranscription: 'transcription_not_found';
  readonly getCallAiSummary: 'ai_summary_not_found';
  readonly getCallAiScore: 'ai_score_not_found';
  readonly getCallAiTopics: 'ai_topics_not_found';
  readonly getDid: 'unauthorized' | 'not_found';
  readonly getDidByNumber: never;
  readonly createTrunk: 'invalid_request' | 'unauthorized' | 'gateway_name_exists' | 'inbound_ip_exists';
  readonly getUsage: never;
}
