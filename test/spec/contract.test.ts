import { readdirSync } from 'node:fs';
import { expect, _baseTest as test } from '@playwright/test';
import { eventNames } from '../../spec/index.ts';
import {
  inline,
  object,
  ofKind,
  openapi,
  operation,
  operations,
  problems,
  read,
  readOperation,
  sample,
  schemaFiles,
  spec,
  validator,
} from './contract-stage.ts';

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
/** Samples of the documentation that belong to no operation: a bare object, and the answer of no endpoint (Q43). */
const withoutOperation: Readonly<Record<string, string | undefined>> = {
  'object.topic.response.json': 'schemas/resources/ai-topic.schema.json',
  'pseudo.stream-action.response.json': undefined,
};

test.describe('events', () => {
  test('there is a schema for each event, and no other', () => {
    const names = readdirSync(new URL('schemas/events/', spec)).map((name) => name.replace('.schema.json', ''));
    expect(names.sort()).toEqual([...eventNames].sort());
  });

  for (const { file, event } of ofKind('event'))
    test(`${file} is valid`, () => {
      expect(problems(validator(`schemas/events/${event}.schema.json`), sample(file))).toEqual([]);
    });

  for (const event of eventNames)
    test.describe(event, () => {
      const data = event === 'call.gathered' ? { digits: '1', status: 'completed', timed_out: false } : {};
      const completed = object(sample('webhook.call.completed.json'));
      const call = object(completed.call);
      const good = { ...completed, event, data };
      const check = (value: unknown): readonly string[] =>
        problems(validator(`schemas/events/${event}.schema.json`), value);

      test('is valid, also with fields that are not documented', () => {
        expect(check(good)).toEqual([]);
        expect(check({ ...good, extra: 1, call: { ...call, extra: 1 }, data: { ...data, extra: 1 } })).toEqual([]);
      });
      test('refuses a wrong event name', () => {
        expect(check({ ...good, event: 'call.transferred' })).toEqual(['/event must be equal to constant']);
      });
      test('refuses a call without id', () => {
        const { id: _, ...anonymous } = call;
        expect(check({ ...good, call: anonymous })).toEqual(["/call must have required property 'id'"]);
      });
      test('refuses a variable that is not text, too long, or named too long', () => {
        for (const variables of [{ a: 1 }, { a: 'x'.repeat(4097) }, { ['x'.repeat(129)]: 'a' }])
          expect(check({ ...good, variables })).not.toEqual([]);
        expect(check({ ...good, variables: { ['x'.repeat(128)]: 'x'.repeat(4096) } })).toEqual([]);
      });
      test('is what openapi.yaml delivers', () => {
        const { request } = readOperation(object(object(openapi.webhooks)[event]).post);
        expect(request).toEqual({ $ref: `./schemas/events/${event}.schema.json` });
      });
    });

  test('call.gathered needs digits, status and timed_out', () => {
    const event = { ...object(sample('webhook.call.completed.json')), event: 'call.gathered', data: {} };
    expect(problems(validator('schemas/events/call.gathered.schema.json'), event)).toEqual(
      ['digits', 'status', 'timed_out'].map((name) => `/data must have required property '${name}'`),
    );
  });
});

test.describe('samples of the API', () => {
  for (const { file, operation: name } of ofKind('request'))
    test(`${file} is valid`, () => {
      expect(problems(inline(operation(name).request), sample(file))).toEqual([]);
    });

  for (const { file, operation: name } of ofKind('response'))
    test(`${file} is ${file.startsWith('pseudo.') ? 'left out' : 'valid'}`, () => {
      if (file in withoutOperation) {
        expect(operations.has(name ?? '')).toBe(false);
        const schema = withoutOperation[file];
        if (schema !== undefined) expect(problems(validator(schema), sample(file))).toEqual([]);
        return;
      }
      const success = [...operation(name).responses].filter(([status]) => status.startsWith('2'));
      expect(success).toHaveLength(1);
      for (const [, { schema }] of success) expect(problems(inline(schema), sample(file))).toEqual([]);
    });

  for (const { file, operation: name, http_status: status } of ofKind('error'))
    test(`${file} is valid and its code is listed`, () => {
      const { code } = object(object(sample(file)).error);
      const listing = [...operation(name).responses].filter(([, { codes }]) => codes.includes(code));
      expect(listing).toHaveLength(1);
      for (const [listed, { schema }] of listing) {
        if (status !== undefined) expect(listed).toBe(String(status));
        expect(problems(inline(schema), sample(file))).toEqual([]);
      }
    });
});

test.describe('requests', () => {
  const call = { from: '+12025550101', to: '+12025550102' };
  const check = (name: string, value: unknown): readonly string[] => problems(inline(operation(name).request), value);

  test('a field that is not documented is refused', () => {
    expect(check('POST /v1/applications', { name: 'a', answer_url: 'https://a.example', colour: 1 })).toHaveLength(1);
    expect(check('POST /v1/calls', { ...call, timeout: 1 })).toHaveLength(1);
    expect(check('POST /v1/trunks', { name: 'a', proxy: 'a.example', direction: 'inbound' })).toHaveLength(1);
    expect(check('POST /v1/calls/:id/recordings', { action: 'start', format: 'wav' })).toHaveLength(1);
  });
  test('an application_id in a call is accepted', () => {
    expect(check('POST /v1/calls', { ...call, application_id: 'app_123' })).toEqual([]);
  });
  test('a number that is not E.164 is refused', () => {
    for (const to of ['12025550102', '+0202555010', '+1 202 555 0102', '+1234567890123456', '', 'sip:a@a.example'])
      expect(check('POST /v1/calls', { ...call, to })).toHaveLength(1);
  });
  test('an action of recording control is start, stop, or left out', () => {
    for (const body of [{}, { action: 'start' }, { action: 'stop' }])
      expect(check('POST /v1/calls/:id/recordings', body)).toEqual([]);
    expect(check('POST /v1/calls/:id/recordings', { action: 'pause' })).toHaveLength(1);
  });
});

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

test('every schema names its source, and every question has a number of the list', () => {
  for (const file of schemaFiles) {
    const schema = object(read(new URL(file, spec)));
    expect(schema['x-source'], file).toMatch(/^https:\/\/doc\.minivoice\.eu\/docs\/[a-z-]+\/[a-z-]+$/);
    expect(schema.title, file).toBeTruthy();
    expect(schema.description, file).toBeTruthy();
    const questions = [...JSON.stringify(schema).matchAll(/"x-question":"([^"]*)"/g)].map(([, question]) => question);
    for (const question of questions) expect(question, file).toMatch(/^Q([1-9]|[1-9][0-9]|10[0-9]|11[0-4])$/);
  }
});
