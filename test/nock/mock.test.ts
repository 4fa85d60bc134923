import { expect, _baseTest as test } from '@playwright/test';
import nockLibrary from 'nock';
import { profile } from '../../nock/index.ts';
import { errorCodes, operations } from '../../spec/index.ts';
import { byFetch, byHttp, type Sent } from './clients.ts';
import { mocking } from './mocking.ts';

// The library stays in a worker that runs other files next.
test.afterAll(() => nockLibrary.restore());

const call = { from: '+12025550100', to: '+12025550123' };
const dial = (send = byFetch, key = 'mv_test_key'): Promise<Sent> =>
  send('POST', 'https://api.minivoice.eu/v1/calls', { key, body: call });

for (const [name, send] of Object.entries({ fetch: byFetch, 'node:http': byHttp })) {
  test(`what is created can be read, and every request is seen: ${name}`, () =>
    mocking(async (api) => {
      const created = await dial(send);
      expect(created).toMatchObject({ status: 201, body: { status: 'dialing', ...call } });
      const { id } = created.body as { id: string };
      const read = await send('GET', `${api.baseUrl}/calls/${id}?x=1`, { key: 'mv_test_key' });
      expect(read).toMatchObject({ status: 200, body: { id } });
      expect(api.requests).toMatchObject([
        { operation: 'createCall', method: 'POST', path: '/calls', body: call, status: 201, problems: [] },
        { operation: 'getCall', path: `/calls/${id}`, query: { x: '1' }, ignored: ['query/x'], body: undefined },
      ]);
      expect(api.requests[0]?.headers.authorization).toBe('Bearer mv_test_key');
      api.world.advance(id, 'completed', 60);
      const result = await send('GET', `${api.baseUrl}/calls/${id}/ai-summary`, { key: 'mv_test_key' });
      expect(result.status).toBe(200);
    }));

  test(`a lost or silent connection looks as it does to ${name}`, () =>
    mocking(async (api) => {
      const lost = name === 'fetch' ? /^TypeError: fetch failed UND_ERR_SOCKET/ : /^Error: socket hang up ECONNRESET/;
      const half = name === 'fetch' ? /^TypeError: terminated UND_ERR_SOCKET/ : /^Error: aborted ECONNRESET/;
      api.fail('createCall', { kind: 'cut', when: 'before-read' });
      expect((await dial(send)).error).toMatch(lost);
      expect(api.world.calls.size).toBe(0);
      api.fail('createCall', { kind: 'cut', when: 'after-read' });
      expect((await dial(send)).error).toMatch(lost);
      expect(api.world.calls.size).toBe(1);
      api.fail('createCall', { kind: 'cut', when: 'in-body' });
      expect((await dial(send)).error).toMatch(half);

      const soon = (timeoutMs: number) => send('POST', `${api.baseUrl}/calls`, { key: 'k', body: call, timeoutMs });
      api.fail('createCall', { kind: 'hang' });
      expect((await soon(40)).error).toMatch(/time/i);
      api.fail('createCall', { kind: 'latency', ms: 120 });
      expect((await soon(40)).error).toMatch(/time/i);
      const late = await soon(2_000);
      expect(late.status).toBe(201);
      expect(late.ms).toBeGreaterThan(100);

      api.fail('createCall', { kind: 'hang' });
      const waiting = dial(send);
      await expect.poll(() => api.requests.at(-1)?.fault).toBe('hang');
      api.reset();
      expect((await waiting).error).toMatch(lost);
      expect(api.requests).toEqual([]);
    }));
}

test('every documented code is given as documented', () =>
  mocking(async (api) => {
    for (const { id, method, path: pattern, errors } of Object.values(operations)) {
      const url = `${api.baseUrl}${pattern.replace(/\{\w+\}/g, 'x')}`;
      for (const { code, status } of errors) {
        api.fail(id, { kind: 'error', code }, { times: 1 });
        const { message } = errorCodes[code];
        expect(await byFetch(method, url, { key: 'k' })).toMatchObject({ status, body: { error: { code, message } } });
      }
    }
    const given = new Set(Object.values(operations).flatMap(({ errors }) => errors.map(({ code }) => code)));
    expect([...given].sort()).toEqual(Object.keys(errorCodes).sort());
  }));

test('failures follow each other, and the last without a number stays', () =>
  mocking(async (api) => {
    const codes = async (count: number): Promise<unknown[]> => {
      const given: unknown[] = [];
      for (let index = 0; index < count; index++) given.push(codeOf(await dial()));
      return given;
    };
    api.fail('createCall', 'cps_limit_reached', { times: 2 });
    api.fail('createCall', 'originate_failed', { times: 1 });
    expect(await codes(4)).toEqual(['cps_limit_reached', 'cps_limit_reached', 'originate_failed', undefined]);
    api.fail('createCall', 'rate_not_found');
    api.fail('createCall', 'no_active_trunk');
    expect(await codes(2)).toEqual(['no_active_trunk', 'no_active_trunk']);
    api.script([{ operation: 'createCall', attempts: { from: 2, to: 2 }, fault: { kind: 'error', code: 'new_code' } }]);
    expect(await codes(3)).toEqual([undefined, 'new_code', undefined]);
    api.script(profile('spec', 7));
    const profiled = await codes(12);
    expect(new Set(profiled).size).toBeGreaterThan(1);
    api.reset();
    expect(await codes(1)).toEqual([undefined]);
  }));

function codeOf({ body }: Sent): unknown {
  return (body as { error?: { code?: string } } | undefined)?.error?.code;
}

test('only documented codes of the operation are taken', () =>
  mocking(async (api) => {
    // @ts-expect-error: a code of another operation
    expect(() => api.fail('createCall', 'not_found')).toThrow(
      /"not_found" is not a documented code of createCall: one of/,
    );
    // @ts-expect-error: an operation without documented codes
    expect(() => api.fail('getCall', 'call_not_found')).toThrow(/it has none; for others give a fault/);
    // @ts-expect-error: no operation
    expect(() => api.fail('dial', 'invalid_json')).toThrow(/no operation "dial": one of createApplication/);
    expect(() => api.fail('createCall', 'invalid_json', { times: 0 })).toThrow(/times must be at least 1: "0"/);
  }));

test('the account decides, and so does the key', async () => {
  await mocking(async (api) => {
    api.switches.balanceCents = 0;
    expect(codeOf(await dial())).toBe('insufficient_balance');
    api.reset();
    expect((await dial(byFetch, 'whatever')).status).toBe(201);
    expect((await dial(byFetch, '')).status).toBe(401);
  });
  await mocking(
    async () => {
      expect((await dial(byFetch, 'other')).status).toBe(401);
      expect(codeOf(await dial(byFetch, 'right'))).toBe('rate_not_found');
    },
    { apiKey: 'right', switches: { rate: false } },
  );
});

test('a body that is not JSON is refused, not a crash', () =>
  mocking(async (api) => {
    const sent = await byFetch('POST', `${api.baseUrl}/calls`, { key: 'k', text: '{"from":' });
    expect(sent).toMatchObject({ status: 400, body: { error: { code: 'invalid_json' } } });
    expect(api.requests[0]?.problems).toHaveLength(1);
    expect(api.requests[0]?.body).toBe('{"from":');
  }));

test('a request that is not documented is an error that quotes it', () =>
  mocking(async (api) => {
    const { error } = await byFetch('DELETE', `${api.baseUrl}/calls/call_1?key=secret`, { key: 'k' });
    expect(error).toMatch(/"DELETE \/v1\/calls\/call_1" is not a documented operation of MiniVoice; the nearest are/);
    expect(error).toContain('GET /v1/calls/{id} (getCall)');
    expect(error).not.toContain('secret');
    expect((await byHttp('GET', 'https://api.minivoice.eu/v2/calls', { key: 'k' })).error).toMatch(
      /"GET \/v2\/calls" is not below the base URL, whose path is "\/v1"/,
    );
    expect(api.requests.map(({ operation, status }) => [operation, status])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(api.requests[0]?.problems).toMatchObject([{ expected: 'a documented operation' }]);
  }));
