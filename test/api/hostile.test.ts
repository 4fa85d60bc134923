import { expect, _baseTest as test } from '@playwright/test';
import { askPlainly, codeOf, from, portOf, rawly, statusOf, testKey, to, withApi } from './harness.ts';

const json = 'Content-Type: application/json';
const bearer = `Authorization: Bearer ${testKey}`;

test('the key is a bearer token, whatever the case of the scheme', () =>
  withApi(async ({ ask }) => {
    const status = async (authorization: string) =>
      (await ask('GET', '/applications', { key: null, headers: { authorization } })).status;
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) expect(await status(`${scheme} ${testKey}`)).toBe(200);
    expect(await status(`Bearer  ${testKey}`)).toBe(200);
    for (const wrong of [
      testKey,
      `Basic ${testKey}`,
      `Bearer ${testKey} x`,
      'Bearer',
      `Bearer x${testKey}`,
      `Bearer${testKey}`,
    ])
      expect(await status(wrong), wrong).toBe(401);
    expect((await ask('GET', `/applications?api_key=${testKey}`, { key: null })).status).toBe(401);
    expect((await ask('GET', '/applications', { key: null, headers: { 'X-Api-Key': testKey } })).status).toBe(401);
  }));

test('only this machine is answered, by whatever name it is called', () =>
  withApi(async ({ api }) => {
    for (const host of ['127.0.0.1', 'localhost', 'LOCALHOST:80', '[::1]:9', `127.0.0.1:${portOf(api)}`])
      expect(statusOf(await rawly(portOf(api), askPlainly('/v1/applications', host))), host).toBe(200);
    for (const host of [
      'example.com',
      'localhost.example.com',
      '127.0.0.1.nip.io',
      '',
      '192.0.2.1',
      'api.minivoice.eu',
    ]) {
      const heard = await rawly(portOf(api), askPlainly('/v1/applications', host));
      expect([statusOf(heard), codeOf(heard)], host).toEqual([421, 'misdirected_request']);
    }
    const without = await rawly(portOf(api), `GET /v1/usage HTTP/1.1\r\n${bearer}\r\nConnection: close\r\n\r\n`);
    expect(statusOf(without)).toBe(421);
    expect(api.seen).toHaveLength(5);
  }));

test('what is not JSON is invalid_json, and what is not the schema says which member', () =>
  withApi(async ({ ask, api }) => {
    const said = async (body: unknown) => (await ask('POST', '/calls', { body })).json.error;
    const deep = `{"from":"${from}","to":"${to}","metadata":${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}}`;
    const huge = `[${'['.repeat(200_000)}${']'.repeat(200_000)}]`;
    for (const broken of [
      '{',
      '{"from":}',
      '\ufeff{}',
      '{}x',
      ' ',
      'from=1&to=2',
      deep,
      huge,
      "{'from':'a'}",
      '{"a":\u0001}',
    ])
      expect((await said(broken))?.code, broken.slice(0, 20)).toBe('invalid_json');
    expect((await ask('POST', '/calls')).json.error?.code).toBe('invalid_json');
    const wrong: readonly (readonly [unknown, string])[] = [
      [{ to }, 'from is required'],
      [{ from }, 'to is required'],
      [{ from, to: 1 }, 'to must be a string'],
      [{ from, to: null }, 'to must be a string'],
      [{ from, to: '12025550101' }, 'to must be an E.164 number'],
      [{ from, to: '+1 202 555 0101' }, 'to must be an E.164 number'],
      [{ from, to, record: 'yes' }, 'record must be a boolean'],
      [{ from, to, metadata: 'dev' }, 'metadata must be an object'],
      [{ from, to, metadata: [] }, 'metadata must be an object'],
      ['[]', 'the body must be an object'],
      ['"text"', 'the body must be an object'],
      ['null', 'the body must be an object'],
      ['1e999', 'the body must be an object'],
    ];
    for (const [body, message] of wrong) expect(await said(body)).toEqual({ code: 'invalid_request', message });
    const [problem] = api.seen.find(({ problems }) => problems[0]?.where === '/record')?.problems ?? [];
    expect(problem).toEqual({ where: '/record', expected: 'must be boolean', actual: '"yes"' });
    expect(api.seen.every(({ problems }) => problems.length > 0)).toBe(true);
  }));

test('the two messages that are printed', () =>
  withApi(async ({ ask }) => {
    const said = async (body: object) => (await ask('POST', '/applications', { body })).json.error?.message;
    expect(await said({ answer_url: 'https://example.com' })).toBe('name is required');
    expect(await said({ name: '', answer_url: 'https://example.com' })).toBe('name is required');
    expect(await said({ name: 'a', answer_url: 'example' })).toBe('answer_url must be a valid URL');
  }));

test('members that the contract does not have, or has twice, are noted and do no harm', () =>
  withApi(async ({ ask, api }) => {
    const body = `{"from":"${from}","to":"+12025550190","to":"${to}","__proto__":{"admin":true},"constructor":1,"metadata":{"__proto__":1}}`;
    const { status, json } = await ask('POST', '/calls?debug=1', { body });
    expect(status).toBe(201);
    expect(JSON.stringify(json.metadata)).toBe('{"__proto__":1}');
    expect(api.seen[0]?.ignored).toEqual(['query/debug', '__proto__', 'constructor']);
    expect(api.seen[0]?.problems.map(({ where }) => where)).toEqual(['/to']);
  }));

test('a body of 10 MB is refused, and the server goes on', () =>
  withApi(async ({ ask, api }) => {
    const body = JSON.stringify({ from, to, metadata: { text: 'x'.repeat(10_000_000) } });
    const { status, json } = await ask('POST', '/calls', { body });
    expect([status, json.error?.code]).toEqual([413, 'request_too_large']);
    expect(api.seen[0]?.request.body.length).toBeLessThan(1_200_000);
    const most = JSON.stringify({ from, to, metadata: { text: 'x'.repeat(1_000_000) } });
    expect((await ask('POST', '/calls', { body: most })).status).toBe(201);
    expect((await ask('POST', '/calls', { body, key: 'wrong' })).status).toBe(401);
  }));

for (const [what, bytes, status] of [
  ['no HTTP at all', 'hello\r\n\r\n', 400],
  ['TLS', Buffer.from('16030100020100', 'hex'), 400],
  ['headers of 100 kB', `GET /v1/usage HTTP/1.1\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
  [
    'two lengths',
    `POST /v1/calls HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
    400,
  ],
  [
    'a length and chunks',
    `POST /v1/calls HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
  ],
] as const)
  test(`${what} is answered with ${status} and the envelope`, () =>
    withApi(async ({ api, ask }) => {
      const heard = await rawly(portOf(api), bytes);
      expect([statusOf(heard), codeOf(heard)]).toEqual([status, 'invalid_request']);
      expect((await ask('GET', '/applications')).status).toBe(200);
    }));

test('a client that goes away in the middle leaves nothing behind', () =>
  withApi(async ({ api, ask }) => {
    const head = `POST /v1/calls HTTP/1.1\r\nHost: localhost\r\n${bearer}\r\n${json}\r\nContent-Length: 1000\r\n\r\n{"from`;
    await rawly(portOf(api), head, 50);
    expect((await ask('GET', '/applications')).status).toBe(200);
    expect(api.world.snapshot().calls).toEqual([]);
  }));

test('requests share a connection, and pipelined ones are answered in order', () =>
  withApi(async ({ api }) => {
    const one = (id: string) => `GET /v1/calls/${id} HTTP/1.1\r\nHost: localhost\r\n${bearer}\r\n\r\n`;
    const heard = await rawly(portOf(api), one('call_123') + one('none') + askPlainly('/v1/applications'));
    expect([...heard.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['200', '404', '200']);
  }));
