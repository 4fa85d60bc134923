import { expect, test } from '@playwright/test';
import { type AnswerRequest, answerRequest } from '../platform/caller.ts';
import { callMaker } from '../platform/new-call.ts';

const call = { ...callMaker()(), id: 'call_1' };
const options = { assumptions: {}, budgets: { answerMs: 1_000, ackMs: 1_000 }, seed: 1, runs: 1 };

function urlOf(url: string, request: Partial<AnswerRequest> = {}): string {
  return answerRequest({ call, url, ...request }, 'GET', options).url;
}

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
