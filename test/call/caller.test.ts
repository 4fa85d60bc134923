import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { type AnswerRequest, answerRequest } from '../../platform/answer/caller.ts';
import { callMaker } from '../../platform/call/new-call.ts';
import { createClient } from '../../platform/http/client.ts';
import { requestTarget } from '../../platform/http/request-target.ts';
import { defaultReadings } from '../../spec/index.ts';

const call = { ...callMaker()(), id: 'call_1' };
const options = { readings: defaultReadings, budgets: { answerMs: 1_000, ackMs: 1_000 }, seed: 1, runs: 1 };

function urlOf(url: string, request: Partial<AnswerRequest> = {}): string {
  return answerRequest({ call, url, ...request }, 'GET', options).url;
}

test('ids of calls have the documented shape, however many there are', () => {
  const newCall = callMaker();
  const ids = Array.from({ length: 2_500 }, () => newCall().id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^call_\d{8}T\d{6}\.\d{9}$/.test(id))).toEqual([]);
});

test('the context follows what a URL asks already, and no name comes twice', () => {
  const url = new URL(urlOf('http://127.0.0.1/answer?at=1&from=me', { extra: { x: 'a b' } }));
  expect([...url.searchParams.keys()]).toEqual([
    ...['at', 'from', 'call_id', 'application_id', 'customer_id', 'direction', 'to', 'status', 'x'],
  ]);
  expect(url.searchParams.get('from')).toBe('me');
  expect(url.searchParams.get('x')).toBe('a b');
});

test('a query to which nothing is added stays as it is spelled', () => {
  const none = Object.fromEntries(
    ['call_id', 'application_id', 'customer_id', 'direction', 'from', 'to', 'status'].map((name) => [name, undefined]),
  );
  expect(urlOf('http://127.0.0.1/answer?at=%7e&b=c%20d', { fields: none })).toBe(
    'http://127.0.0.1/answer?at=%7e&b=c%20d',
  );
});

/** Pieces whose spelling a reader of queries would change, between those that hold names and values. */
const pieces = [
  ...['%20', '+', '%2B', '%7E', '%7e', '~', 'flag', '=', '==', '&', '&&', 'a=1', 'a=2', "'", '(', ')', '!', '*', ','],
  ...[';', ':', '@', '/', '?', '[', ']', '{', '}', '|', '^', '`', '\\', '%', '%zz', '%C3%A9', '%00', '..', '%2e%2e'],
  ...['call_id', 'call%5Fid=x', 'sig=Zm9v+/==', 'expires=1'],
];
const query = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((chosen) => chosen.join(''));

test('a query is sent byte for byte as it was written, with and without the context behind it', async () => {
  const seen: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    seen.push(url);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createClient();
  try {
    await fc.assert(
      fc.asyncProperty(query, fc.constantFrom('GET', 'POST'), fc.boolean(), async (written, method, fragment) => {
        const url = `${origin}/next?${written}${fragment ? '#there' : ''}`;
        await client.send(answerRequest({ call, url }, method, options));
        const target = seen.pop() ?? '';
        expect(target.startsWith(`/next?${written}`)).toBe(true);
        const added = target.slice(`/next?${written}`.length);
        if (method === 'POST') expect(added).toBe('');
        else expect(added).toMatch(/^&?(call_id=call_1&)?application_id=[^#]*status=in_progress$/);
        const names = [...new URLSearchParams(target.slice('/next?'.length)).keys()];
        expect(names).toEqual(expect.arrayContaining(['call_id'].slice(method === 'POST' ? 1 : 0)));
      }),
    );
  } finally {
    await client.close();
    server.close();
  }
});

test('what no request line can hold is encoded, and nothing else of the query', () => {
  const url = 'http://127.0.0.1/next?a=b c&d="é"&e=<%3e>';
  const sent = urlOf(url);
  expect(sent.startsWith(url)).toBe(true);
  expect(requestTarget(new URL(sent), url)).toBe('/next?a=b%20c&d=%22%C3%A9%22&e=%3C%3e%3E');
});
