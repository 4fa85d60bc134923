import { expect, _baseTest as test } from '@playwright/test';
import { KitFault } from '../../platform/kit-fault.ts';
import { type ErrorCode, errorCodes, type OperationId, operations, ownErrors, validators } from '../../spec/index.ts';
import { askGood, from, good, testKey, to, window, withApi } from './harness.ts';

const ids = Object.keys(operations) as OperationId[];

for (const id of ids) {
  test(`${id} succeeds as openapi.yaml says`, () =>
    withApi(async (open) => {
      const { status, json, headers } = await askGood(open, id);
      expect(status).toBe(operations[id].success);
      const validate = (await validators('api')).responses[id];
      expect(validate?.(json), JSON.stringify(validate?.errors)).toBe(true);
      expect(headers.get('content-type')).toBe('application/json');
      expect([headers.get('x-mvk-undocumented'), headers.get('x-mvk-fault')]).toEqual([null, null]);
      const [seen] = open.api.seen;
      expect(seen).toMatchObject({ operation: id, attempt: 1, problems: [], ignored: [], fault: undefined });
      expect(seen?.exchange.response).toMatchObject({ status, body: JSON.stringify(json) });
      expect(seen?.exchange.request.url).toBe(`${open.api.baseUrl}${good[id][0]}`);
    }));
}

test('the table of codes is that of the documentation', () => {
  expect(Object.keys(errorCodes)).toHaveLength(24);
  const listed = ids.flatMap((id) => operations[id].errors.map(({ code, status }) => `${code} ${status}`));
  const known = Object.entries(errorCodes).map(([code, { status }]) => `${code} ${status}`);
  expect([...new Set(listed)].sort()).toEqual(known.sort());
  for (const [code, { operations: places, printed, question, statusMark, message }] of Object.entries(errorCodes)) {
    for (const id of places) expect(operations[id].errors.map((each) => each.code)).toContain(code);
    expect(question === undefined, code).toBe(statusMark === 'stated' && printed.length > 0);
    if (printed[0] !== undefined) expect(message).toBe(printed[0]);
  }
  expect(Object.keys(ownErrors).filter((code) => code in errorCodes)).toEqual([]);
});

test('a call is created as the sample shows, with what we read into it', () =>
  withApi(async ({ ask, api }) => {
    const body = { from, to, metadata: { campaign: 'dev' }, record: true, application_id: 'app_9', timeout: 30 };
    const { json } = await ask('POST', '/calls', { body });
    expect(json).toMatchObject({
      status: 'dialing',
      direction: 'outbound',
      from,
      to,
      application_id: 'app_123',
      metadata: { campaign: 'dev', record: true },
      routing_target: 'app_123',
    });
    expect(json.id).toMatch(/^call_\d{8}T\d{6}\.\d{9}$/);
    expect(api.seen[0]?.ignored).toEqual(['application_id', 'timeout']);
    expect((await ask('GET', `/calls/${json.id}`)).json).toEqual(json);
    api.world.advance(String(json.id), 'completed', 61);
    const ended = await ask('GET', `/calls/${json.id}`);
    expect(ended.json).toEqual({ ...json, status: 'completed', duration_seconds: 61 });
    const { summary } = (await ask('GET', `/usage?${window}`)).json;
    expect(summary).toEqual({ calls: 1, billsec_seconds: 61, cost_amount: '0.04', cost_currency: 'EUR' });
  }));

test('a key is shown once and works at once; another application sees nothing of the first (Q76, Q77)', () =>
  withApi(async (open) => {
    const { ask } = open;
    const created = await askGood(open, 'createApplication');
    const key = String(created.json.api_key);
    const listed = await ask('GET', '/applications', { key });
    expect(listed.json.count).toBe(2);
    expect(listed.text).not.toContain(key);
    const call = (await askGood(open, 'createCall')).json;
    expect((await ask('GET', `/calls/${call.id}`, { key })).json.error?.code).toBe('call_not_found');
    expect((await ask('POST', `/calls/${call.id}/recordings`, { key })).json.error?.code).toBe('active_call_not_found');
    expect((await ask('GET', '/dids/did_123', { key })).status).toBe(200);
  }));

test('a recording starts once, stops once, and can be listed and read (Q99)', () =>
  withApi(async ({ ask }) => {
    const control = (action?: string) =>
      ask('POST', '/calls/call_active/recordings', action ? { body: { action } } : {});
    const started = (await control()).json.data as Record<string, Record<string, unknown>>;
    expect(started).toMatchObject({ action: 'start', recording: { id: 'rec_call_active', status: 'started' } });
    expect((await control('start')).json.data).toEqual(started);
    expect((await control('stop')).json.data).toMatchObject({ action: 'stop', recording: { status: 'completed' } });
    expect((await control('stop')).json.error?.code).toBe('recording_not_started');
    const list = await ask('GET', '/calls/call_active/recordings');
    expect([list.json.count, list.headers.get('x-mvk-undocumented')]).toEqual([1, 'Q99']);
    const one = await ask('GET', '/recordings/rec_call_active');
    expect(one.json).toMatchObject({ status: 'completed', duration_seconds: 12, size_bytes: 96_000 });
    const none = await ask('GET', '/recordings/rec_none');
    expect([none.status, none.json.error?.code, none.headers.get('x-mvk-undocumented')]).toEqual([
      404,
      'not_found',
      'Q99',
    ]);
  }));

test('AI results come when the call is over, at once, later or never', () =>
  withApi(async ({ ask, api }) => {
    const { id } = (await ask('POST', '/calls', { body: { from, to: '+12025550188' } })).json;
    const read = async (place: string) => (await ask('GET', `/calls/${id}/${place}`)).json.error?.code ?? 'found';
    expect(await read('ai-summary')).toBe('ai_summary_not_found');
    api.world.advance(String(id), 'completed', 30);
    expect([await read('ai-summary'), await read('ai-summary'), await read('ai-summary')]).toEqual([
      'ai_summary_not_found',
      'ai_summary_not_found',
      'found',
    ]);
    expect(await read('ai-score')).toBe('ai_score_not_found');
    const sections = Object.keys((await ask('GET', '/calls/call_ai_topics_not_found/ai')).json.data as object);
    expect(sections).toEqual(['call', 'transcription', 'summary', 'score']);
    api.world.switches.ai = 'absent';
    expect(Object.keys((await ask('GET', '/calls/call_123/ai')).json.data as object)).toEqual(['call']);
  }));

test('the other reading of Q102: a result that is not there yet has another status', () =>
  withApi(
    async ({ ask }) => {
      const { status, json } = await ask('GET', '/calls/call_ai_later/transcription');
      expect([status, json]).toEqual([200, { data: { status: 'processing' } }]);
    },
    { readings: { Q102: 'status' } },
  ));

test('a reset forgets what was created, but never makes an id twice', () =>
  withApi(async (open) => {
    const { api } = open;
    const first = (await askGood(open, 'createCall')).json.id;
    await askGood(open, 'createTrunk');
    const before = api.world.snapshot();
    expect([before.calls.length, before.trunks.length]).toEqual([1, 1]);
    expect(JSON.stringify(before)).not.toContain('mv_test');
    api.world.switches.rate = false;
    api.reset();
    expect(api.world.snapshot()).toMatchObject({ calls: [], trunks: [], switches: { rate: true } });
    expect(api.seen).toEqual([]);
    expect((await askGood(open, 'createCall')).json.id).not.toBe(first);
  }));

test('an answer of ours that breaks its schema is a fault of the kit, and is never sent', () =>
  withApi(async ({ api, ask }) => {
    const did = api.world.dids.get('did_123');
    if (!did) throw new Error('there is no DID');
    api.world.put({ did: { ...did, number_e164: 'none' } });
    await expect(ask('GET', '/dids/did_123')).rejects.toThrow();
    await expect(api.until(() => true, 10)).rejects.toThrow('the answer to getDid breaks its schema');
    const headers = { authorization: `Bearer ${testKey}` };
    const request = { method: 'GET', target: '/v1/dids/did_123', headers, body: Buffer.alloc(0) };
    await expect(api.handle(request)).rejects.toThrow(KitFault);
  }));

test('what is presumed of an operation is one of the known codes, with its question', () => {
  for (const id of ids)
    for (const { code, question } of operations[id].presumed) {
      expect(Object.hasOwn(errorCodes, code) || Object.hasOwn(ownErrors, code), code).toBe(true);
      expect(question).toMatch(/^Q\d+$/);
      expect(operations[id].errors.map((each) => each.code)).not.toContain(code as ErrorCode);
    }
});
