import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect } from '@playwright/test';
import { reference } from '../../mutants/reference.ts';
import { serve } from '../../mutants/server.ts';
import { memoryStore } from '../../mutants/store.ts';
import { ended, secret } from '../cli/run-command.ts';
import { mvkFile } from '../kit.ts';
import { dial, test } from './serving.ts';

test('the API answers, by state, by number and by script, and each request is logged', async ({ serving }) => {
  const { ask, output } = await serving();
  expect((await ask('POST', '/calls', dial)).status).toBe(201);
  expect((await ask('POST', '/calls', { ...dial, to: '+12025550190' })).status).toBe(402);
  expect((await ask('PATCH', '/mvk/switches', { trunk: false })).status).toBe(200);
  expect((await ask('POST', '/calls', dial)).body).toMatchObject({ error: { code: 'no_active_trunk' } });
  await ask('PUT', '/mvk/faults', [
    { operation: 'createCall', fault: { kind: 'error', code: 'spend_control_exceeded' } },
  ]);
  expect((await ask('POST', '/calls', dial)).status).toBe(403);
  await ask('POST', '/mvk/reset');
  expect((await ask('POST', '/calls', dial)).status).toBe(201);
  expect(output()).toMatch(
    /402 POST \/v1\/calls {2}insufficient_balance\n400 POST \/v1\/calls {2}no_active_trunk\n403 .*fault/,
  );
});

test('calls and events are played against the integration', async ({ serving }) => {
  const served = await serve(reference, { port: 0, secret, store: memoryStore() });
  try {
    const { ask } = await serving('--answer-url', `${served.url}/answer`, '--webhook-url', `${served.url}/webhook`);
    const played = await ask('POST', '/mvk/calls', { script: ['1'] });
    expect(JSON.stringify(played.body.transcript)).toContain('is connected to +12025550111');
    expect(await ask('POST', '/mvk/events', { event: 'call.completed' })).toMatchObject({ body: { status: 204 } });
    expect((await ask('POST', '/calls', dial)).status).toBe(201);
    await expect
      .poll(async () => JSON.stringify((await ask('GET', '/mvk/state')).body.calls))
      .toContain('"status":"completed"');
  } finally {
    await served.close();
  }
});

const wrong: ReadonlyArray<readonly [method: string, path: string, body: unknown, sentence: string]> = [
  ['PATCH', '/mvk/switches', { balance: 0 }, 'there is no switch "balance", only balanceCents'],
  [
    'PUT',
    '/mvk/faults',
    [{ fault: { kind: 'explode' } }],
    '/0/fault/kind must be one of error, raw, cut, hang, latency, reshape, members, form, after-call (got "explode")',
  ],
  ['PUT', '/mvk/faults', {}, 'a script of faults is an array'],
  ...Object.entries({
    '/0 must be an object (got 1)': 1,
    '/0/operation names the unknown operation "createCal"; the nearest operation is "createCall"': {
      operation: 'createCal',
      fault: { kind: 'hang' },
    },
    '/0/opertion is not known; the nearest member is "operation"': { opertion: 'createCall', fault: { kind: 'hang' } },
    '/0/attempts/from must be a whole number of at least 1': { attempts: { from: 0, to: 1 }, fault: { kind: 'hang' } },
    '/0/fault/code is missing': { fault: { kind: 'error' } },
    '/0/fault/when must be one of before-read, after-read, in-body': { fault: { kind: 'cut', when: 'later' } },
    '/0/fault/maxMs is missing': { fault: { kind: 'after-call' } },
    '/0/fault/members must be a list such as [{"pointer": "/status", "value": "completed"}]': {
      fault: { kind: 'members', members: [{ pointer: 'status', value: 'completed' }] },
    },
    '/0/fault/retryAfter must be': { fault: { kind: 'error', code: 'rate_limited', retryAfter: 5 } },
  }).map(([sentence, rule]) => ['PUT', '/mvk/faults', [rule], sentence] as const),
  ['PATCH', '/mvk/switches', { balanceCent: 0 }, '; the nearest is "balanceCents"'],
  ['PATCH', '/mvk/switches', { balanceCents: '0' }, 'the switch "balanceCents" must be a number (got "0")'],
  ['POST', '/mvk/events', { event: 'call.rang' }, 'there is no webhook_url'],
  ['GET', '/mvk/nothing', undefined, 'no such control: GET /mvk/nothing'],
];
test('a wrong control says what is wrong', async ({ serving }) => {
  const { ask } = await serving();
  for (const [method, path, body, sentence] of wrong) {
    const { status, body: answer } = await ask(method, path, body);
    expect(String(answer.error)).toContain(sentence);
    expect(status).toBeGreaterThanOrEqual(400);
  }
});

test('a code that nobody documents is taken, and the nearest one is named', async ({ serving }) => {
  const { ask } = await serving();
  const fault = { kind: 'error', code: 'insufficient_balanc', retryAfter: { date: '2026-05-29T12:00:00Z' } };
  const { body } = await ask('PUT', '/mvk/faults', [{ fault }]);
  expect(JSON.stringify(body.notes)).toContain('insufficient_balance');
  expect((await ask('POST', '/calls', dial)).status).toBe(400);
});

test('a signal stops it, and its port is free again', async ({ serving }) => {
  const { child, baseUrl } = await serving();
  const stopped = ended(child);
  child.kill('SIGINT');
  expect((await stopped).code).toBe(0);
  await expect(fetch(baseUrl)).rejects.toThrow();
});

test('a port that is taken is exit 2 with a sentence that names who has it', async ({ serving }) => {
  const { baseUrl, child: holder } = await serving();
  const { port } = new URL(baseUrl);
  const child = spawn(process.execPath, [mvkFile, 'serve', '--port', port]);
  const { code, stderr } = await ended(child);
  expect(stderr).toContain(`port ${port} is taken`);
  if (existsSync('/proc/net/tcp')) expect(stderr).toContain(`is taken by node (pid ${holder.pid})`);
  expect(code).toBe(2);
});

test('an event that was refused is delivered again, and the log numbers its attempts', async ({ serving }) => {
  let before = 0;
  const soon = { status: 503, headers: { 'Retry-After': '0' }, body: '' };
  const later = { ...soon, headers: { 'Retry-After': '600' } };
  const taken = { status: 204, headers: {}, body: '' };
  const refusing: typeof reference = {
    ...reference,
    acknowledge: ({ event }) => (event !== 'call.completed' ? taken : ([soon, soon, taken][before++] ?? later)),
  };
  const served = await serve(refusing, { port: 0, secret, store: memoryStore() });
  try {
    const { ask, output, child } = await serving(
      '--webhook-url',
      `${served.url}/webhook`,
      '--assume',
      'Q48=retry-after',
    );
    const end = { event: 'call.completed', call_id: 'call_1' };
    expect((await ask('POST', '/mvk/events', end)).body).toMatchObject({ status: 503 });
    await expect.poll(output).toContain('204 call.completed of call_1, attempt 3: acknowledged\n');
    expect(output()).toContain('503 call.completed of call_1, attempt 1: again in 0 s\n');
    await ask('POST', '/mvk/events', end);
    expect((await ask('GET', '/mvk/attempts')).body).toMatchObject([{ ...end, attempt: 2 }]);
    await expect.poll(output).toContain('503 call.completed of call_1, attempt 1: again in 600 s\n');
    child.kill('SIGINT');
    expect((await ended(child)).code).toBe(0);
  } finally {
    await served.close();
  }
});
