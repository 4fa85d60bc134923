import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { loadFixtures } from '../fixtures/folder.ts';
import { importedCalls } from '../fixtures/import/calls.ts';
import { exchangesIn } from '../fixtures/import/har.ts';
import { rawExchanges } from '../fixtures/import/raw.ts';
import { fixturesOf } from '../fixtures/record.ts';
import { mvk, secret, test } from './call-command.ts';

const har = (name: string): string => fileURLToPath(new URL(`har/${name}`, import.meta.url));
const folder = (): string => mkdtempSync(path.join(tmpdir(), 'mvk-import-'));

for (const tool of ['playwright', 'axios-har-tracker', 'polly']) {
  test(`a HAR of ${tool} becomes a call that the bundled integration repeats`, async ({ integration }) => {
    const root = folder();
    const imported = await mvk(['import', har(`${tool}.har`), '--fixtures', root]);
    expect(imported.stderr).toBe('');
    expect(imported.stdout).toContain('kept 6 exchanges');
    const { calls, problems } = await loadFixtures(root, [secret]);
    expect(problems).toEqual([]);
    expect(calls.flatMap(({ exchanges }) => exchanges.map(({ file }) => path.basename(file)))).toEqual([
      '01-call.created.json',
      '02-call.answered.json',
      '03-answer.json',
      '04-call.gathered.json',
      '05-menu.json',
      '06-call.completed.json',
    ]);
    const replayed = await mvk(['replay', root, ...(await integration())]);
    expect(replayed.stdout).toContain('1 call, 6 requests, nothing differs');
    expect(replayed.code).toBe(0);
  });
}

const entry = (startedDateTime: string, request: object, response: object) => ({
  startedDateTime,
  time: 1,
  request,
  response,
});
const get = (url: string, more: object = {}) => ({
  method: 'GET',
  url,
  httpVersion: 'h2',
  headers: [{ name: ':authority', value: 'x' }],
  ...more,
});
const answer = '{"actions":[{"say":{"text":"Hello"}}]}';

test('what tools do otherwise: base64, packed, left out, aborted, out of order, pseudo headers, forms', () => {
  const exchanges = exchangesIn({
    log: {
      entries: [
        entry('2026-05-29T12:00:03Z', get('https://a.example.net/answer?call_id=call_3'), {
          status: 0,
          headers: [],
          _error: 'net::ERR_ABORTED',
        }),
        entry('2026-05-29T12:00:01Z', get('https://a.example.net/answer?call_id=call_1'), {
          status: 200,
          headers: [{ name: 'content-encoding', value: 'br' }],
          content: { size: 40, text: Buffer.from(answer).toString('base64'), encoding: 'base64' },
        }),
        entry(
          '2026-05-29T12:00:02Z',
          get('https://a.example.net/answer?call_id=call_2', {
            method: 'POST',
            postData: { params: [{ name: 'a', value: 'b c' }] },
          }),
          {
            status: 200,
            headers: [{ name: 'Content-Encoding', value: 'gzip' }],
            content: { size: 40, text: gzipSync(answer).toString('base64'), encoding: 'base64' },
          },
        ),
        entry('2026-05-29T12:00:04Z', get('https://a.example.net/answer?call_id=call_4'), {
          status: 200,
          headers: [],
          content: { size: 40 },
        }),
        { startedDateTime: 'x', request: { url: 'data:text/plain,x' } },
        { request: null },
      ],
    },
  });
  const { calls } = importedCalls(exchanges ?? [], {}, []);
  const fixtures = calls.map(({ crossed, recording }) => fixturesOf(crossed, recording)[0]?.fixture);
  expect(fixtures.map((each) => each?.response?.json ?? each?.response?.truncated ?? each?.failure?.message)).toEqual([
    JSON.parse(answer),
    JSON.parse(answer),
    'net::ERR_ABORTED',
    true,
  ]);
  expect(fixtures[1]?.request.text).toBe('a=b+c');
  expect(fixtures[0]?.request).toEqual({ method: 'GET', url: '<answer>?call_id=<call:1>', headers: {} });
});

test('what an inspector of a tunnel shows', () => {
  const raw = (text: string) => Buffer.from(text).toString('base64');
  const exchanges = exchangesIn({
    requests: [
      {
        start: '2026-05-29T12:00:02Z',
        request: { raw: raw('GET /answer?call_id=call_1 HTTP/1.1\r\nHost: abc.tunnel.example.net\r\n\r\n') },
        response: {
          raw: raw(
            `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${answer.length.toString(16)}\r\n${answer}\r\n0\r\n\r\n`,
          ),
        },
      },
      {
        start: '2026-05-29T12:00:01Z',
        request: { raw: raw('GET /answer?call_id=call_2 HTTP/1.1\r\nHost: localhost:3000\r\n\r\n') },
        response: null,
      },
    ],
  });
  expect(
    exchanges?.map(({ request, response, failure }) => [request.url, response?.body.toString() ?? failure?.message]),
  ).toEqual([
    ['http://localhost:3000/answer?call_id=call_2', 'no response was recorded'],
    ['https://abc.tunnel.example.net/answer?call_id=call_1', answer],
  ]);
});

test('a folder of raw requests and responses, by their names', async () => {
  const root = folder();
  const files = {
    '10-request.txt': 'GET /menu?call_id=call_1 HTTP/1.1\nHost: localhost\n\n',
    '10-response.txt': `HTTP/1.1 200 OK\nContent-Type: application/json\n\n${answer}\n`,
    '2.req.http': `POST /webhook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}\n`,
    '2.res.http': 'HTTP/2 204\r\n\r\n',
    'lonely.request': 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'notes.md': 'nothing',
    'broken-request.txt': 'hello',
    'broken-response.txt': 'hello',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, name), text);
  const { exchanges, left } = await rawExchanges(root);
  expect(
    exchanges.map(({ request, response }) => [request.method, request.url, request.body.toString(), response?.status]),
  ).toEqual([
    ['POST', 'http://localhost/webhook', '{}', 204],
    ['GET', 'http://localhost/menu?call_id=call_1', '', 200],
  ]);
  expect([...left].sort()).toEqual(['broken-request.txt', 'broken-response.txt', 'lonely.request', 'notes.md']);
});

test('API traffic goes with the call before it, what is none of MiniVoice’s is left out', () => {
  const exchanges = exchangesIn(JSON.parse(readFileSync(har('playwright.har'), 'utf8'))) ?? [];
  const api = {
    request: {
      method: 'POST',
      url: 'https://api.minivoice.eu/v1/calls',
      headers: [],
      body: Buffer.from('{"to":"+12025550143"}'),
    },
    failure: { kind: 'cut', message: 'x' },
  } as const;
  const foreign = { ...api, request: { ...api.request, url: 'https://other.example.net/x' } };
  const { calls, others } = importedCalls([...exchanges.slice(0, 4), api, foreign, ...exchanges.slice(4)], {}, []);
  expect(others).toBe(2);
  expect(calls).toHaveLength(1);
  expect(calls[0]?.crossed[3]?.kind).toBe('api');
});

test('what cannot be imported is said in one sentence', async () => {
  const root = folder();
  writeFileSync(path.join(root, 'a.har'), '{"log":{"entries":[]}}');
  writeFileSync(path.join(root, 'b.har'), 'no JSON');
  mkdirSync(path.join(root, 'empty'));
  for (const [source, sentence] of [
    ['a.har', 'there is no exchange of MiniVoice'],
    ['b.har', 'is no HAR'],
    ['empty', 'there is no exchange of MiniVoice'],
    ['nowhere', 'there is no file or folder'],
  ] as const) {
    const { code, stderr } = await mvk(['import', path.join(root, source), '--fixtures', path.join(root, 'out')]);
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  }
});
