import { expect, _baseTest as test } from '@playwright/test';
import { causes } from '../../reporters/findings/causes.ts';
import { verdict } from '../../reporters/run/verdict.ts';
import type { Result } from '../../spec/index.ts';
import { blockedBy, broken, ended, unjudged } from './findings.ts';
import { resultOf } from './reports.ts';

/** Other words for the same: each letter is another one. */
function reworded(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const first = letter < 'a' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first);
  });
}

/** A result with other words wherever it speaks to people; ids, places and what came over the wire are no words. */
function inOtherWords(result: Result): Result {
  const words = ['title', 'reason', 'expected', 'actual', 'hint', 'message', 'how', 'replay', 'lines'];
  const change = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return words.includes(key) ? reworded(value) : value;
    if (Array.isArray(value)) return value.map((each) => change(each, key));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, change(each, name)]));
  };
  return change(result) as Result;
}

test('no decision rests on the words of a finding', () => {
  const results = [
    ...ended,
    broken({ id: 'webhook.ack.every-event' }),
    blockedBy('webhook.ack.every-event', 'webhook.repeat.once'),
    broken({ id: 'webhook.signature.raw-body', status: 401 }),
    broken({ id: 'webhook.signature.refuses-tampered', status: 204 }),
    broken({ id: 'webhook.signature.refuses-missing', status: 204, level: 'should' }),
    broken({ id: 'answer.json.valid', status: 200, actual: 'an empty body' }),
    broken({ id: 'flow.content.a', status: 200, actual: 'silence', where: 'after the caller does 1' }),
    unjudged('answer.kit.fault', 'a fault of the kit: an event breaks its schema', { kind: 'kit-fault' }),
    unjudged('answer.http.reachable', 'nothing answers at 127.0.0.1:3000', { kind: 'unreachable' }),
    unjudged('flow.late', 'stopped after 60 s', { kind: 'out-of-time' }),
    resultOf('api.auth.bearer', 'not-applicable', { reason: 'needs triggers' }),
  ];
  const others = results.map(inOtherWords);
  expect(others.map(({ reason }) => reason)).not.toEqual(results.map(({ reason }) => reason));
  const decided = (all: readonly Result[]) => ({
    causes: causes({ results: all }).map(({ kind, results: found, blocked, like }) => ({
      kind,
      like,
      ids: found.map(({ id }) => id),
      blocked: blocked.map(({ id }) => id),
    })),
    verdict: verdict(all, { selected: all.map(({ id }) => id), failOn: 'must' }),
  });
  expect(decided(others)).toEqual(decided(results));
});
