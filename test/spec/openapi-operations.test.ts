import { expect, _baseTest as test } from '@playwright/test';
import { operation, operations } from './contract-stage.ts';

const endpoints: Readonly<Record<string, string>> = {
  'POST /v1/applications': 'createApplication',
  'GET /v1/applications': 'listApplications',
  'POST /v1/calls': 'createCall',
  'GET /v1/calls/:id': 'getCall',
  'POST /v1/calls/:id/recordings': 'controlRecording',
  'GET /v1/calls/:id/ai': 'getCallAi',
  'GET /v1/calls/:id/transcription': 'getCallTranscription',
  'GET /v1/calls/:id/ai-summary': 'getCallAiSummary',
  'GET /v1/calls/:id/ai-score': 'getCallAiScore',
  'GET /v1/calls/:id/ai-topics': 'getCallAiTopics',
  'GET /v1/dids/:id': 'getDid',
  'GET /v1/dids/by-number/:number': 'getDidByNumber',
  'POST /v1/trunks': 'createTrunk',
  'GET /v1/usage': 'getUsage',
};
/** The documented codes of each operation, by status; 404 of the AI reads is our reading (Q102), 403 too (Q92). */
const documentedErrors: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  createApplication: { 400: ['invalid_json', 'invalid_request'], 401: ['unauthorized'] },
  createCall: {
    400: ['invalid_json', 'invalid_request', 'rate_not_found', 'no_active_trunk'],
    401: ['unauthorized'],
    402: ['insufficient_balance'],
    403: ['spend_control_exceeded'],
    429: ['cps_limit_reached', 'concurrent_call_limit_reached'],
    500: [],
    502: ['originate_failed'],
  },
  controlRecording: {
    400: ['invalid_request', 'invalid_json', 'invalid_action'],
    401: ['unauthorized'],
    404: ['active_call_not_found', 'recording_not_started'],
    409: ['call_uuid_missing'],
    502: ['recording_start_failed', 'recording_stop_failed'],
  },
  getCallAi: { 404: ['call_not_found'] },
  getCallTranscription: { 404: ['transcription_not_found'] },
  getCallAiSummary: { 404: ['ai_summary_not_found'] },
  getCallAiScore: { 404: ['ai_score_not_found'] },
  getCallAiTopics: { 404: ['ai_topics_not_found'] },
  getDid: { 401: ['unauthorized'], 404: ['not_found'] },
  createTrunk: {
    400: ['invalid_request'],
    401: ['unauthorized'],
    409: ['gateway_name_exists', 'inbound_ip_exists'],
  },
};
test.describe('openapi.yaml', () => {
  test('has the documented operations and no other', () => {
    expect(Object.fromEntries([...operations].map(([name, { operationId }]) => [name, operationId]))).toEqual(
      endpoints,
    );
  });
  for (const [name, operationId] of Object.entries(endpoints))
    test(`${operationId} lists the documented errors, and marks all others as presumed by a question`, () => {
      const { responses } = operation(name);
      const listed = [...responses].filter(([status]) => !status.startsWith('2'));
      const documented = listed.filter(([, { isDocumented }]) => isDocumented);
      expect(Object.fromEntries(documented.map(([status, { codes }]) => [status, codes]))).toEqual(
        documentedErrors[operationId] ?? {},
      );
      for (const [status, { schema, presumed, isDocumented }] of listed) {
        expect(schema).toEqual({ $ref: './schemas/error.schema.json' });
        if (!isDocumented) expect(Object.keys(presumed), status).toHaveLength(1);
        for (const question of Object.values(presumed)) expect(question).toMatch(/^Q\d+$/);
      }
    });
  test('lists the 24 documented codes', () => {
    const codes = new Set(
      [...operations.values()].flatMap(({ responses }) =>
        [...responses.values()].flatMap((response) => response.codes),
      ),
    );
    expect(codes.size).toBe(24);
    expect([...codes].sort()).toEqual(
      [...new Set(Object.values(documentedErrors).flatMap((byStatus) => Object.values(byStatus).flat()))].sort(),
    );
  });
});
