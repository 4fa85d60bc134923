import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, _baseTest as test } from '@playwright/test';
import type { Bench } from '../../platform/bench.ts';
import { playCall } from '../../platform/call/call.ts';
import { openBench } from '../../platform/open-bench.ts';
import { defaultReadings, judgeAnswer, type Readings } from '../../spec/index.ts';
import { createNote } from '../../suites/note.ts';
import { signatureRefusals } from '../../suites/webhook/signature/refuses.ts';
import { resignedRetry } from '../../suites/webhook/signature/retried.ts';

type Reading = Required<Readings>;

interface Seen {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Plays against a server that keeps what it gets; `status` decides its answers. */
async function playing(
  readings: Readings,
  play: (bench: Bench) => Promise<void>,
  status: (seen: Seen) => number = () => 200,
): Promise<readonly Seen[]> {
  const all: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const seen = {
      method: request.method ?? '',
      url,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    all.push(seen);
    const menu = [
      { gather: { prompt: 'Press 1', num_digits: 2, finish_on_key: '#' } },
      { redirect: { url: `http://${request.headers.host}/menu` } },
    ];
    const actions =
      url.pathname === '/answer' ? menu : [{ start_recording: {} }, { stop_recording: {} }, { say: { text: 'Bye.' } }];
    response.writeHead(status(seen), { 'Content-Type': 'application/json' }).end(JSON.stringify({ actions }));
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
  );
  try {
    await play(bench);
  } finally {
    await bench.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return all;
}

async function call(bench: Bench): Promise<void> {
  for await (const _ of playCall(bench, bench.newCall(), ['1#']));
}

const answers = (seen: readonly Seen[]) => seen.filter(({ url }) => url.pathname === '/answer');
const event = (seen: readonly Seen[], name: string) => {
  const found = seen.map(({ body }) => body).find((body) => body.includes(`"event":"${name}"`));
  return JSON.parse(found ?? '{}') as { created_at: string; data: Record<string, unknown> };
};
const order = (seen: readonly Seen[]) =>
  seen
    .filter(({ url, body }) => url.pathname === '/menu' || body.includes('call.gathered'))
    .map(({ url }) => url.pathname);

test('Q1: GET first, POST after 405; or GET alone; or POST alone', async () => {
  const refuseGet = ({ method, url }: Seen) => (method === 'GET' && url.pathname === '/answer' ? 405 : 200);
  const methods = async (Q1: Reading['Q1']) =>
    answers(await playing({ Q1 }, call, refuseGet)).map(({ method }) => method);
  expect(await methods('get-then-post')).toEqual(['GET', 'POST']);
  expect(await methods('get')).toEqual(['GET']);
  expect(await methods('post')).toEqual(['POST']);
});

test('Q2: the answer request carries the context, or nothing', async () => {
  const names = async (Q2: Reading['Q2']) => [
    ...(answers(await playing({ Q2 }, call))[0]?.url.searchParams.keys() ?? []),
  ];
  expect(await names('context')).toEqual([
    'call_id',
    'application_id',
    'customer_id',
    'direction',
    'from',
    'to',
    'status',
  ]);
  expect(await names('nothing')).toEqual([]);
});

for (const [id, answer] of [
  ['Q8', { actions: [{ type: 'say', text: 'Hello.' }] }],
  ['Q14', { actions: [{ transfer: { to: '+12025550111' } }] }],
  ['Q15', { actions: [{ bridge: { to: '+12025550111', timeout_seconds: 20 } }] }],
] as const) {
  test(`${id}: a form that no table has is warned of, or accepted`, () => {
    const bytes = Buffer.from(JSON.stringify(answer));
    const found = (reading: 'warn' | 'accept') =>
      judgeAnswer(bytes, { [id]: reading }).findings.map(({ clause }) => clause);
    expect(new Set(found('warn'))).toEqual(new Set(['answer-actions-documented-form']));
    expect(found('accept')).toEqual([]);
  });
}

test('Q28: digits without or with the finish key', async () => {
  const digits = async (Q28: Reading['Q28']) => event(await playing({ Q28 }, call), 'call.gathered').data.digits;
  expect(await digits('excluded')).toBe('1');
  expect(await digits('included')).toBe('1#');
});

test('Q29: call.gathered before or after the redirect request, or digits in it too', async () => {
  expect(order(await playing({ Q29: 'webhook-first' }, call))).toEqual(['/webhook', '/menu']);
  expect(order(await playing({ Q29: 'redirect-first' }, call))).toEqual(['/menu', '/webhook']);
  const seen = await playing({ Q29: 'in-request' }, call);
  expect(seen.find(({ url }) => url.pathname === '/menu')?.url.searchParams.get('digits')).toBe('1');
});

test('Q51: the timestamp in seconds, milliseconds or RFC 3339', async () => {
  const stamp = async (Q51: Reading['Q51']) => (await playing({ Q51 }, call))[0]?.headers['x-minivoice-timestamp'];
  expect(await stamp('seconds')).toMatch(/^\d{10}$/);
  expect(await stamp('milliseconds')).toMatch(/^\d{13}$/);
  expect(await stamp('rfc3339')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
});

test('Q52: an old request must be refused, or need not be', async () => {
  const stale = signatureRefusals.find(({ id }) => id.endsWith('refuses-stale'));
  const outcome = async (Q52: Reading['Q52']) => {
    let said = 'passed';
    await playing({ Q52 }, async (bench) => {
      await stale?.check(bench, createNote()).catch((error: unknown) => {
        said = error instanceof Error ? error.name : 'error';
      });
    });
    return said;
  };
  expect(await outcome('five-minutes')).toBe('Violation');
  expect(await outcome('none')).toBe('NotApplicable');
});

test('Q53: a retry signed anew, or the first one’s bytes', async () => {
  const signatures = async (Q53: Reading['Q53']) => {
    const seen = await playing({ Q53 }, (bench) => resignedRetry.check(bench, createNote()));
    return seen.slice(-2).map(({ headers }) => headers['x-minivoice-signature']);
  };
  const [first, second] = await signatures('signed-anew');
  expect(first).not.toBe(second);
  const [same, again] = await signatures('byte-identical');
  expect(same).toBe(again);
});

test('Q61: created_at in whole seconds, or with milliseconds', async () => {
  const made = async (Q61: Reading['Q61']) => event(await playing({ Q61 }, call), 'call.created').created_at;
  expect(await made('seconds')).toMatch(/:\d\dZ$/);
  expect(await made('milliseconds')).toMatch(/:\d\d\.\d{3}Z$/);
});

test('Q62: call.gathered with all fields, or only with those set', async () => {
  const names = async (Q62: Reading['Q62']) =>
    Object.keys(event(await playing({ Q62 }, call), 'call.gathered').data).sort();
  expect(await names('all-fields')).toEqual([
    'digits',
    'finish_on_key',
    'max_digits',
    'min_digits',
    'status',
    'timed_out',
    'timeout_seconds',
  ]);
  expect(await names('unset-missing')).toEqual(['digits', 'finish_on_key', 'status', 'timed_out']);
});

test('Q63: recording events with the recording, or empty', async () => {
  const data = async (Q63: Reading['Q63']) => event(await playing({ Q63 }, call), 'recording.started').data;
  expect((await data('recording')).status).toBe('started');
  expect(await data('empty')).toEqual({});
});
