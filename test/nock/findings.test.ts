import { request } from 'node:http';
import { expect, _baseTest as test } from '@playwright/test';
import nockLibrary from 'nock';
import { assertErrorBranching, type BranchingOptions, mockMiniVoice } from '../../nock/index.ts';
import { baseUrl, check } from './check-client.ts';
import { dial, jsonIn, key, post, Refused } from './fetch-client.ts';

// The library stays in a worker that runs other files next.
test.afterAll(() => nockLibrary.restore());

test('a right client that throws has no finding, whatever its errors carry', async () => {
  const options = { distinguish: [['insufficient_balance'], ['cps_limit_reached']] } as const;
  expect(await check({ run: () => dial(), ...options })).toEqual([]);
  const raw = async () => {
    const response = await post('+12025550123');
    const body = jsonIn(await response.text()) as { id?: string; error?: unknown } | undefined;
    return response.ok && body?.id
      ? { ok: true, id: body.id }
      : { ok: false, status: response.status, error: body?.error };
  };
  expect(await check({ run: raw })).toEqual([]);
});

test('a result that is read from an error is a success that was none', async () => {
  const trusting = async () => {
    const response = await post('+12025550123');
    if (!response.ok) throw new Refused(((await response.json()) as { error: { code: string } }).error.code);
    return ((await response.json()) as { id: string }).id;
  };
  const findings = await check({ run: trusting });
  expect(findings.map(({ id, cases }) => [id, cases.length])).toEqual([
    ['api.error.malformed', 9],
    ['api.error.malformed', 1],
  ]);
  expect(findings[1]).toMatchObject({ actual: 'it returned undefined', cases: ['an error with status 200'] });
});

test('an error that nothing catches is found, and ends nothing', async () => {
  const parsing = () =>
    new Promise((resolve, reject) => {
      const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
      const outgoing = request(`${baseUrl}/calls`, { method: 'POST', headers, timeout: 500 }, (incoming) => {
        let text = '';
        incoming.on('data', (chunk) => {
          text += chunk;
        });
        incoming.once('error', reject);
        incoming.once('end', () => resolve(JSON.parse(text).error?.code ?? 'done'));
      });
      outgoing.once('error', reject);
      outgoing.once('timeout', () => outgoing.destroy());
      outgoing.end(JSON.stringify({ from: '+12025550100', to: '+12025550123' }));
    });
  const [finding] = await check({ run: parsing });
  expect(finding).toMatchObject({ id: 'api.error.malformed' });
  expect(finding?.actual).toMatch(/nothing caught SyntaxError: Unexpected token '<'/);
});

test('classify says what counts', async () => {
  const run = () => dial();
  const careless = await check({
    run,
    distinguish: [['insufficient_balance'], ['unauthorized']],
    classify: () => 'same',
  });
  expect(new Set(careless.map(({ id }) => id))).toEqual(
    new Set(['api.error.distinguished', 'api.error.unknown-code', 'api.error.malformed']),
  );
  const byName = await check({ run, classify: (ended) => ('result' in ended ? 'done' : 'failed') });
  expect(byName).toEqual([]);
});

test('all findings are in one message, without the key', async () => {
  const api = mockMiniVoice({ baseUrl });
  const run = async () => {
    const response = await post('+12025550123');
    const { error } = (await response.json()) as { error?: { message: string } };
    return error ? `${key} ${error.message.length}` : 'done';
  };
  const thrown = await assertErrorBranching({ run, api }).then(
    () => undefined,
    (error: unknown) => error,
  );
  api.restore();
  expect(thrown).toMatchObject({ name: 'ErrorBranchingError' });
  const { message } = thrown as Error;
  expect(message).toMatch(
    /^\d findings on the error handling of createCall\n\n1\. api\.error\.by-code \(must\): The client/,
  );
  expect(message).toContain('   hint: Branch on error.code alone');
  expect(message).toContain('   https://doc.minivoice.eu/docs/billing/spend-controls');
  expect(message).not.toContain(key);
});

test('what cannot be judged is no finding', async () => {
  const judged = (options: Partial<BranchingOptions<unknown>>) => check({ run: () => dial(), ...options });
  await expect(judged({ run: () => 'nothing' })).rejects.toThrow(/cannot be judged: run\(\) sent no request to http/);
  await expect(judged({ run: () => dial('+1').catch(() => 'hidden') })).rejects.toThrow(
    /when nothing goes wrong, createCall is answered 400: expected \/to must be an E\.164 number such as \+12025550100, got "\+1"/,
  );
  await expect(judged({ run: () => dial('+1') })).rejects.toThrow(/when nothing goes wrong, it threw Refused/);
  await expect(judged({ operation: 'getUsage' })).rejects.toThrow(/made no getUsage request; it sent POST \/calls/);
  const both = async () => {
    const { id } = await dial();
    return (await fetch(`${baseUrl}/calls/${id}`, { headers: { Authorization: `Bearer ${key}` } })).status;
  };
  await expect(judged({ run: both })).rejects.toThrow(
    /calls createCall, getCall: choose one with the option operation/,
  );
});
