import { expect, _baseTest as test } from '@playwright/test';
import { namesOf } from '../../../cli/ui/traffic/names.ts';
import type { BenchOptions } from '../../../spec/index.ts';

const origin = 'http://127.0.0.1:3000';
const nameOf = namesOf({
  answerUrl: `${origin}/answer`,
  webhookUrl: `${origin}/webhook`,
  observe: { callUrl: `${origin}/calls/{call_id}?full=1` },
  api: {
    triggers: [
      { name: 'dial', operation: 'createCall', request: { url: `${origin}/dial?to=1` } },
      { name: 'summary', operation: 'getCallAiSummary', request: { method: 'GET', url: `${origin}/summary` } },
      { name: 'by hand', operation: 'createCall', command: 'true' },
    ],
  },
} as unknown as BenchOptions);

const other = 'http://127.0.0.1:3001';
const cases = [
  ['event', 'POST', `${other}/webhook`, { event: 'call.created' }, 'event', 'call.created'],
  ['answer', 'GET', `${other}/answer?call_id=call_1`, {}, 'answer', 'answer request'],
  ['answer', 'GET', `${other}/menu?call_id=call_1`, {}, 'answer', 'answer request'],
  ['other', 'PUT', `${other}/answer`, {}, 'other', 'answer request without a call'],
  ['other', 'POST', `${other}/webhook`, {}, 'other', 'no event, to the webhook'],
  ['answer', 'POST', `${other}/webhook?call_id=call_1`, {}, 'other', 'no event, to the webhook'],
  ['other', 'POST', `${other}/dial?to=2`, {}, 'other', 'trigger dial'],
  ['answer', 'GET', `${other}/summary?call_id=call_1`, {}, 'other', 'trigger summary'],
  ['other', 'GET', `${other}/calls/call_1?full=1`, {}, 'other', 'state of a call'],
  ['other', 'GET', `${other}/calls/call_1/more?full=1`, {}, 'other', 'request'],
  ['other', 'GET', `${other}/favicon.ico`, {}, 'other', 'request'],
  ['other', 'POST', `${other}/v1/calls`, { isApi: true, operation: 'createCall' }, 'api', 'createCall'],
  ['other', 'GET', `${other}/v1/nothing`, { isApi: true }, 'api', 'unknown operation'],
] as const;

for (const [kind, method, url, more, shown, title] of cases) {
  test(`${method} ${url.slice(other.length)} is listed as ${title}`, () => {
    expect(nameOf({ kind, isApi: false, request: { method, url }, ...more })).toEqual({ kind: shown, title });
  });
}

test('without targets nothing is made up', () => {
  const named = namesOf({} as BenchOptions)({
    kind: 'other',
    isApi: false,
    request: { method: 'GET', url: 'no URL' },
  });
  expect(named).toEqual({ kind: 'other', title: 'request' });
});
