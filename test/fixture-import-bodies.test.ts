import { gzipSync } from 'node:zlib';
import { expect, _baseTest as test } from '@playwright/test';
import { importedCalls } from '../fixtures/import/calls.ts';
import { exchangesIn } from '../fixtures/import/har.ts';
import { messageOf, requestIn, responseIn } from '../fixtures/import/message.ts';
import { fixturesOf } from '../fixtures/record.ts';

const answer = '{"actions":[{"say":{"text":"Goodbye."}}]}';
const event = '{"event":"call.completed","created_at":"2026-05-29T12:00:05Z","call":{"id":"call_1"},"data":{}}';
const answerUrl = 'https://voice.example.com/answer';
const webhookUrl = 'https://voice.example.com/webhook';

const entry = (request: object, content: object, status = 200) => ({
  startedDateTime: '2026-05-29T12:00:00.000Z',
  request: { headers: [], bodySize: 0, ...request },
  response: { status, headers: [], content, bodySize: -1 },
});
const asking = (url: string, content: object = { text: answer }) => entry({ method: 'GET', url }, content);
const har = (...entries: readonly object[]) => ({ log: { entries } });

/** What becomes of a HAR with one answer. */
const body = (content: object, beside: Readonly<Record<string, string>> = {}) => {
  const [passed] =
    exchangesIn(har(asking(`${answerUrl}?call_id=call_1`, content)), (name) => {
      const text = beside[name];
      return text === undefined ? undefined : Buffer.from(text);
    }) ?? [];
  return [passed?.response?.body.toString(), passed?.response?.truncated ?? false];
};

test('content that says base64 and is plain text is taken as text', () => {
  expect(body({ text: answer, encoding: 'base64' })).toEqual([answer, false]);
  expect(body({ text: Buffer.from(answer).toString('base64'), encoding: 'base64' })).toEqual([answer, false]);
});

test('a body that lies in a file beside the HAR is read, and one that is not there is not whole', () => {
  expect(body({ _file: 'a.json', size: 40 }, { 'a.json': answer })).toEqual([answer, false]);
  expect(body({ _file: 'b.json' }, { 'a.json': answer })).toEqual(['', true]);
});

test('a body that ends before its size, in the middle of a document, is not whole', () => {
  expect(body({ text: answer.slice(0, 20), size: answer.length })).toEqual([answer.slice(0, 20), true]);
  expect(body({ text: answer, size: 4_000 })).toEqual([answer, false]);
});

test('the body of a request is found in the member that a tool has of its own', () => {
  const content = { text: Buffer.from(event).toString('base64'), encoding: 'base64', size: event.length };
  const request = { method: 'POST', url: webhookUrl, bodySize: 300, _content: content };
  const [passed] = exchangesIn(har(entry(request, {}, 204))) ?? [];
  expect(passed?.request.body.toString()).toBe(event);
  const [without] = exchangesIn(har(entry({ ...request, _content: undefined }, {}, 204))) ?? [];
  expect(without?.request.truncated).toBe(true);
});

test('a raw message that is shorter than its length, or ends within a chunk, is not whole', () => {
  const of = (text: string) => messageOf(Buffer.from(text));
  expect(of(`POST / HTTP/1.1\r\nContent-Length: 90\r\n\r\n${event.slice(0, 30)}`).truncated).toBe(true);
  expect(of(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n29\r\n${answer.slice(0, 9)}`).truncated).toBe(true);
  expect(requestIn(of(`POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90\r\n\r\n{`))?.truncated).toBe(true);
  expect(responseIn(of('HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n'), 'HEAD')?.truncated).toBeUndefined();
});

test('a raw message that a tool has unpacked is whole, whatever length it had', () => {
  for (const length of [10, 900]) {
    const { body: kept, truncated } = messageOf(
      Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n${answer}`),
    );
    expect([kept.toString(), truncated ?? false]).toEqual([answer, false]);
  }
});

/** The kind of each exchange of a HAR, and the URL that is kept. */
const kept = (sides: object, ...entries: readonly object[]) => {
  const { calls, others } = importedCalls(exchangesIn(har(...entries)) ?? [], sides, []);
  const all = calls.flatMap(({ crossed, recording }) => fixturesOf(crossed, recording));
  return [...all.map(({ fixture }) => `${fixture.kind} ${fixture.request.url}`), `${others} others`];
};

test('an integration below a path of the API is known by the URL that was given, at today’s host too', () => {
  const at = 'https://voice.example.com/v1/calls';
  const entries = [asking(`${at}/answer?call_id=call_1`), asking(`${at}/menu?call_id=call_1&digits=1`)];
  const expected = [
    'answer <answer>?call_id=<call:1>',
    'answer <origin>/v1/calls/menu?call_id=<call:1>&digits=1',
    '0 others',
  ];
  expect(kept({ answerUrl: `${at}/answer` }, ...entries)).toEqual(expected);
  expect(kept({ answerUrl: 'http://127.0.0.1:3000/v1/calls/answer' }, ...entries)).toEqual(expected);
  expect(kept({}, ...entries)).toEqual(expected);
});

test('what somebody else’s server was asked about the call is no answer, unless a redirect led there', () => {
  const own = asking(`${answerUrl}?call_id=call_1`);
  for (const content of ['{"notes":[]}', answer]) {
    const foreign = asking('https://crm.example.org/notes?call_id=call_1', { text: content });
    expect(kept({ answerUrl, webhookUrl }, own, foreign)).toEqual(['answer <answer>?call_id=<call:1>', '1 others']);
  }
  const redirect = { text: '{"actions":[{"redirect":{"url":"https://menu.example.org/menu"}}]}' };
  const led = asking('https://menu.example.org/menu?call_id=call_1');
  expect(kept({ answerUrl }, asking(`${answerUrl}?call_id=call_1`, redirect), led)).toEqual([
    'answer <answer>?call_id=<call:1>',
    'answer https://menu.example.org/menu?call_id=<call:1>',
    '0 others',
  ]);
});

test('the query of a URL is kept byte for byte', () => {
  const query = "call_id=call_1&a=b%20c&flag&&x==y&quote='&e=%c3%a9";
  expect(kept({ answerUrl }, asking(`${answerUrl}?${query}`))[0]).toBe(
    `answer <answer>?${query.replace('call_1', '<call:1>')}`,
  );
});

test('a packed body within a HAR is unpacked, whatever its header says', () => {
  const text = gzipSync(answer).toString('base64');
  const [passed] = exchangesIn(har(asking(`${answerUrl}?call_id=call_1`, { text, encoding: 'base64' }))) ?? [];
  if (!passed) throw new Error('nothing was read');
  const [named] = fixturesOf([{ ...passed, kind: 'answer' }], { secrets: [], answerUrl });
  expect(named?.fixture.response?.json).toEqual(JSON.parse(answer));
});
