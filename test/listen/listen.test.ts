import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { event, otherSecret, secret, signed, test } from './listening.ts';

const body = JSON.stringify(event);

test('an event is answered with 200, and shown with its names and the verdict on its signature', async ({ listen }) => {
  const { post, output } = await listen();
  expect(await post(body, signed(body))).toEqual({ status: 200, body: '' });
  await expect
    .poll(output)
    .toMatch(/#1 {2}POST \/webhook {2}call\.completed {2}call_123 {2}→ 200 {2}signature right\n/);
});

test('it needs no secret and no configuration, and then says that signatures are not checked', async ({ listen }) => {
  const { post, output } = await listen([]);
  await post(body, signed(body));
  await expect.poll(output).toContain('signature unchecked');
  expect(output()).toContain('not checked (--webhook-secret)');
});

test('a wrong signature is explained: the body was re-serialised, and signed with another secret', async ({
  listen,
}) => {
  const { post, documents } = await listen(['--json', '--webhook-secret', secret, '--webhook-secret', otherSecret]);
  const headers = signed(body, otherSecret);
  await post(JSON.stringify(event, null, 2), headers);
  await expect.poll(() => documents().length).toBe(1);
  expect(documents()[0]).toMatchObject({
    version: 1,
    number: 1,
    kind: 'event',
    event: 'call.completed',
    callId: 'call_123',
    answeredBy: 'mvk',
    status: 200,
    signature: {
      verdict: 'wrong',
      secret: '--webhook-secret number 2',
      reasons: [{ code: 'secret-another-secret' }, { code: 'body-compact' }],
      differsAt: 1,
      timestamp: { kind: 'seconds' },
    },
    findings: [],
  });
});

test('what is wrong with an event is shown with its rule and its place', async ({ listen }) => {
  const { post, documents } = await listen(['--json']);
  await post(JSON.stringify({ ...event, call: { ...event.call, direction: 7 } }));
  await expect
    .poll(() => documents()[0]?.findings)
    .toMatchObject([{ rule: 'call.completed.schema', level: 'must', pointer: '/call/direction', actual: '7' }]);
});

test('statuses are given in turn and the last one stays; an answer request takes no turn', async ({ listen }) => {
  const { post, get } = await listen(['--status', '500,503,204']);
  const statuses = [];
  for (let count = 0; count < 4; count++) {
    statuses.push((await post(body)).status);
    expect((await get('/answer?call_id=call_123')).status).toBe(200);
  }
  expect(statuses).toEqual([500, 503, 204, 204]);
});

test('answer requests get the file that is given, and otherwise one that says where the call is', async ({
  listen,
}) => {
  const own = await listen();
  expect((await own.get('/any/path?call_id=call_123')).body).toContain('mvk listen');
  const file = path.join(own.folder, 'answer.json');
  const answer = '{"actions":[{"say":{"text":"Hello."}}]}';
  writeFileSync(file, answer);
  const given = await listen(['--answer', file]);
  expect(await given.get('/answer?call_id=call_123')).toEqual({ status: 200, body: answer });
});

test('a request for another host is refused, and the name of a tunnel is allowed', async ({ listen }) => {
  const { get } = await listen(['--allow-host', 'tunnel.example']);
  expect((await get('/', { Host: 'evil.example' })).status).toBe(421);
  expect((await get('/', { Host: 'tunnel.example' })).status).toBe(200);
});

test('a body beyond 1 MiB is refused, and the listener goes on', async ({ listen }) => {
  const { post, documents } = await listen(['--json']);
  expect((await post(Buffer.alloc(3 * 1024 * 1024, 0x61), signed(''))).status).toBe(413);
  expect((await post(body)).status).toBe(200);
  await expect.poll(() => documents().map(({ status }) => status)).toEqual([413, 200]);
  expect(documents()[0]).toMatchObject({ signature: { verdict: 'unchecked', reasons: [{ code: 'body-too-long' }] } });
});

test('bytes of a sender do not steer the terminal', async ({ listen }) => {
  const { post, output, type } = await listen();
  const hostile = JSON.stringify({ event: '\u001b[2J::error::x', call: { id: '\u202eevil' } });
  await post(Buffer.from(`${hostile}\u001b]0;title\u0007`));
  await post(hostile);
  await expect.poll(output).toContain('#2');
  type('1');
  type('c');
  type('2');
  await expect.poll(() => output().split('response 200').length).toBe(3);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  expect(output()).not.toMatch(/[\u0007\u001b\u202e]/);
  expect(output()).not.toMatch(/^::error/m);
});

test('nothing secret is shown: secrets, keys, signatures and numbers; unless it is asked for', async ({ listen }) => {
  const text = JSON.stringify({
    ...event,
    call: { ...event.call, from: '+4930123456' },
    data: { note: `key ${secret}` },
  });
  const headers: Record<string, string> = { ...signed(text), Authorization: 'Bearer mv_test_not-a-real-key' };
  const digest = headers['X-MiniVoice-Signature']?.slice(3) ?? '';
  for (const args of [[], ['--json']]) {
    const { post, output, type, errors } = await listen(['--webhook-secret', secret, ...args]);
    await post(text, headers);
    await expect.poll(output).toContain('call_123');
    for (const line of ['1', 'c 1', 's 1 kept', 'q']) type(line);
    await expect.poll(() => output() + errors()).toContain('kept 1 exchange');
    for (const each of [secret, digest, 'not-a-real-key', '30123456'])
      expect(output() + errors(), each).not.toContain(each);
  }
  const { post, output } = await listen(['--webhook-secret', secret, '--json', '--show-secrets']);
  await post(text, headers);
  await expect.poll(output).toContain(digest);
});

test('an exchange is opened by its number, and the newest one with Enter', async ({ listen }) => {
  const { post, output, type } = await listen();
  await post(body, { ...signed(body), 'X-Note': 'the first' });
  await post(body, { ...signed(body), 'X-Note': 'the second' });
  await expect.poll(output).toContain('#2');
  type('');
  await expect.poll(output).toContain('X-Note: the second');
  expect(output()).not.toContain('the first');
  type('1');
  await expect.poll(output).toContain('X-Note: the first');
});

test('a filter shows what holds its text, and hides the rest', async ({ listen }) => {
  const { post, get, output, type, errors } = await listen();
  type('/call.completed');
  await expect.poll(output).toContain('only exchanges with "call.completed" are shown');
  await get('/elsewhere');
  await post(body);
  await expect.poll(output).toContain('call_123');
  expect(output()).not.toContain('elsewhere');
  type('/');
  await expect.poll(output).toContain('elsewhere');
  type('nonsense');
  await expect.poll(errors).toContain('"nonsense" is no command');
});

test('a call is saved as fixtures without what is secret', async ({ listen }) => {
  const { post, output, type, folder } = await listen();
  await post(body, signed(body));
  await expect.poll(output).toContain('#1');
  type('s 1 normal');
  await expect.poll(output).toContain('kept 1 exchange');
  const files = readdirSync(path.join(folder, 'mvk-fixtures/normal'));
  expect(files).toEqual(['01-call.completed.json']);
  const fixture = readFileSync(path.join(folder, 'mvk-fixtures/normal', files[0] ?? ''), 'utf8');
  expect(JSON.parse(fixture)).toMatchObject({
    kind: 'event',
    request: { url: '<webhook>' },
    response: { status: 200 },
  });
  type('s 1 ../outside');
  await expect.poll(() => readdirSync(path.dirname(folder)).includes('outside')).toBe(false);
});

test('q and a signal stop it with exit code 0', async ({ listen }) => {
  const { type, ended } = await listen();
  type('q');
  expect(await ended()).toBe(0);
});
