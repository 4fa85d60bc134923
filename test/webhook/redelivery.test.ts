import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, _baseTest as test } from '@playwright/test';
import type { CallPlan, PlayedCall } from '../../platform/bench.ts';
import { transcript } from '../../platform/call/transcript.ts';
import { openBench } from '../../platform/open-bench.ts';
import { defaultReadings, type Readings } from '../../spec/index.ts';

interface DeliveredEvent {
  readonly name: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

/** The reply to an event, given how often it came before: a status with headers, a closed connection, or nothing. */
type Reply = (
  name: string,
  before: number,
) => number | readonly [status: number, retryAfter: string] | 'cut' | 'silence';

interface Outcome extends PlayedCall {
  readonly told: readonly DeliveredEvent[];
  /** `call.created 1 500 at 0`: each attempt with its status and virtual second. */
  readonly attempts: readonly string[];
}

/** Plays a call of a gather and an announcement to a receiver that replies so. */
async function played(reply: Reply, readings: Readings = {}, plan: CallPlan = { redelivers: true }): Promise<Outcome> {
  const told: DeliveredEvent[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    if (request.url !== '/webhook') {
      const actions = [{ gather: { num_digits: 1, timeout_seconds: 9 } }, { say: { text: 'Goodbye.' } }];
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ actions }));
      return;
    }
    const { event: name } = JSON.parse(body) as { event: string };
    const before = told.filter((each) => each.name === name).length;
    told.push({ name, body, headers: request.headers });
    const [status, retryAfter] = [reply(name, before)].flat();
    if (status === 'silence') return;
    if (typeof status !== 'number') return void request.socket.destroy();
    response.writeHead(status, retryAfter === undefined ? {} : { 'Retry-After': retryAfter }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bench = await openBench(
    {
      answerUrl: `${origin}/answer`,
      webhookUrl: `${origin}/webhook`,
      webhookSecret: 'whsec_test_not_a_real_secret',
      budgets: { answerMs: 1_000, ackMs: 1_000 },
      readings: { ...defaultReadings, ...readings },
      seed: 1,
      runs: 5,
    },
    ['answer', 'webhook', 'signed'],
    undefined,
    { client: { timeoutMs: 3_000 } },
  );
  try {
    const call = await bench.call(plan);
    const attempts = call.steps.flatMap((step) =>
      step.kind === 'event'
        ? [`${step.event.event} ${step.attempt} ${step.delivered.status ?? 'none'} at ${Math.round(step.at)}`]
        : [],
    );
    return { ...call, told, attempts };
  } finally {
    await bench.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const refusesFirst =
  (name: string, times: number, status: number = 500): Reply =>
  (event, before) =>
    event === name && before < times ? status : 204;

const attemptsOf = (name: string, { attempts }: Outcome) => attempts.filter((each) => each.startsWith(name));

test('an event that was refused comes again after later events, at its virtual second', async () => {
  const { attempts } = await played(refusesFirst('call.created', 2));
  expect(attempts).toEqual([
    'call.created 1 500 at 0',
    'call.answered 1 204 at 0',
    'call.created 2 500 at 5',
    'call.gathered 1 204 at 9',
    'call.completed 1 204 at 9',
    'call.created 3 204 at 35',
  ]);
});

test('the steps of a call keep the order of their virtual time', async () => {
  const { steps } = await played(() => 500);
  const times = steps.map(({ at }) => at);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
});

test('attempts end after their number', async () => {
  const quick = await played(refusesFirst('call.created', 99));
  expect(attemptsOf('call.created', quick)).toHaveLength(4);
  const hours = await played(refusesFirst('call.created', 99), { Q47: 'hours' });
  expect(attemptsOf('call.created', hours)).toHaveLength(8);
  expect(attemptsOf('call.created', hours).at(-1)).toBe('call.created 8 500 at 56160');
});

test('a redirect and a closed connection are no acknowledgement', async () => {
  expect(attemptsOf('call.answered', await played(refusesFirst('call.answered', 1, 307)))).toHaveLength(2);
  const cut = await played((name, before) => (name === 'call.answered' && before === 0 ? 'cut' : 204));
  expect(attemptsOf('call.answered', cut)).toEqual(['call.answered 1 none at 0', 'call.answered 2 204 at 5']);
});

test('silence is no acknowledgement', async () => {
  const silent = await played((name, before) => (name === 'call.answered' && before === 0 ? 'silence' : 204));
  expect(attemptsOf('call.answered', silent)).toEqual(['call.answered 1 none at 0', 'call.answered 2 204 at 5']);
});

test('what is acknowledged is delivered once', async () => {
  const { attempts } = await played(() => 299);
  expect(attempts.map((each) => each.split(' ')[1])).toEqual(['1', '1', '1', '1']);
});

test('nothing is delivered again where that was not asked for', async () => {
  const { told } = await played(() => 500, {}, {});
  expect(told).toHaveLength(4);
});

for (const [status, reading, attempts] of [
  [410, 'any', 4],
  [410, 'gone-final', 1],
  [404, 'gone-final', 4],
  [404, 'client-errors-final', 1],
  [429, 'client-errors-final', 4],
  [500, 'client-errors-final', 4],
] as const) {
  test(`Q48=${reading}: ${status} leads to ${attempts} attempts`, async () => {
    const outcome = await played(refusesFirst('call.created', 99, status), { Q48: reading });
    expect(attemptsOf('call.created', outcome)).toHaveLength(attempts);
  });
}

test('Q48=retry-after: the header says when, and what is no time says nothing', async () => {
  const secondAt = async (value: string) => {
    const reply: Reply = (name, before) => (name === 'call.created' && before === 0 ? [503, value] : 204);
    return attemptsOf('call.created', await played(reply, { Q48: 'retry-after' })).at(-1);
  };
  expect(await secondAt('77')).toBe('call.created 2 204 at 77');
  expect(await secondAt('soon')).toBe('call.created 2 204 at 5');
  expect(await secondAt('9'.repeat(40))).toBe('call.created 2 204 at 86400');
});

test('Q53: a further attempt has the same body, and is signed as the reading says', async () => {
  const twice = async (Q53: Required<Readings>['Q53']) => {
    const { told } = await played(refusesFirst('call.created', 1), { Q53 });
    const [first, second] = told.filter(({ name }) => name === 'call.created');
    expect(second?.body).toBe(first?.body);
    return [first, second].map((each) => each?.headers['x-minivoice-signature']);
  };
  const [first, same] = await twice('byte-identical');
  expect(same).toBe(first);
  const [once, again] = await twice('signed-anew');
  expect(again).not.toBe(once);
});

test('a transcript numbers further attempts', async () => {
  const { steps } = await played(refusesFirst('call.gathered', 1));
  const lines = transcript(steps).flatMap(({ text }) => (text.startsWith('call.gathered') ? [text] : []));
  expect(lines).toEqual([
    expect.stringMatching(/^call\.gathered is not acknowledged: 500 after \d+ ms$/),
    expect.stringMatching(/^call\.gathered, attempt 2, is acknowledged: 204 after \d+ ms$/),
  ]);
});
