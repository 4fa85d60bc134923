import { createServer, type IncomingHttpHeaders } from 'node:http';
import { expect, _baseTest as test } from '@playwright/test';
import type { Resolved } from '../../cli/config/resolve.ts';
import { createStage } from '../../cli/ui/stage.ts';
import { trafficRoom } from '../../cli/ui/traffic/actions.ts';
import { createTraffic } from '../../cli/ui/traffic/traffic.ts';
import { listenOnLoopback } from '../../platform/http/listen.ts';
import type { BenchOptions, Exchange } from '../../spec/index.ts';
import type { TrafficRow } from '../../ui/protocol/traffic.ts';

/** Where nothing listens: an instance of a run that is over. */
const closed = 'http://127.0.0.1:9';
const got: { readonly url: string | undefined; readonly headers: IncomingHttpHeaders }[] = [];
const server = createServer(async (incoming, outgoing) => {
  await incoming.toArray();
  got.push({ url: incoming.url, headers: incoming.headers });
  outgoing.writeHead(204).end();
});
let origin = '';
test.beforeAll(async () => {
  origin = `http://127.0.0.1:${await listenOnLoopback(server)}`;
});
test.afterAll(() => void server.close());

function benchAt(at: string): BenchOptions {
  const urls = { answerUrl: `${at}/answer`, webhookUrl: `${at}/webhook` };
  return { ...urls, webhookSecret: 'not-a-real-secret', readings: {} } as BenchOptions;
}

function exchangeAt(url: string, method: string, body?: string): Exchange {
  const headers = { Host: new URL(url).host, 'Content-Type': 'application/json' };
  return {
    request: { method, url, headers, ...(body !== undefined && { body }) },
    response: { status: 401, headers: {}, body: '' },
    durationMs: 1,
  };
}

/** Traffic with three exchanges of instances that are gone. */
async function room(reach: () => Promise<void>) {
  const resolved = { bench: benchAt(origin), further: [benchAt(closed)] } as unknown as Resolved;
  const rows: TrafficRow[] = [];
  const traffic = createTraffic(resolved.bench, (kept) => rows.push(made.row(kept)));
  const made = trafficRoom({
    ...{ resolved, traffic, secrets: [], showsSecrets: false, stage: { reach }, cleared: () => rows.splice(0) },
  });
  const by = { requirement: 'webhook.signature.raw-body' } as const;
  const event = JSON.stringify({ event: 'call.created', call: { id: 'call_1' } });
  traffic.ran({ exchange: exchangeAt(`${closed}/webhook`, 'POST', event) }, by.requirement);
  traffic.ran({ exchange: exchangeAt(`${closed}/menu?call_id=call_1`, 'GET') }, by.requirement);
  traffic.ran({ exchange: exchangeAt('http://127.0.0.1:10/elsewhere?call_id=call_1', 'GET') }, by.requirement);
  await expect.poll(() => rows.length).toBe(3);
  const act = (name: string, input: Readonly<Record<string, unknown>>) => made.actions[name]?.(input);
  return { act, rows, close: () => made.close() };
}

test('what a further instance got is sent again to the integration that runs now', async () => {
  const { act, rows, close } = await room(() => Promise.resolve());
  for (const number of [1, 2]) await act('resend', { number });
  await act('edit', { number: 1, signing: 'anew' });
  await act('tamper', { number: 1, name: 'no signature' });
  expect(got.map(({ url }) => url)).toEqual(['/webhook', '/menu?call_id=call_1', '/webhook', '/webhook']);
  expect(got.map(({ headers }) => `http://${headers.host}`)).toEqual([origin, origin, origin, origin]);
  expect(rows.slice(3).map(({ status, resentFrom }) => [status, resentFrom])).toEqual([
    [204, 1],
    [204, 2],
    [204, 1],
    [204, 1],
  ]);
  await close();
});

test('what went elsewhere goes there again', async () => {
  const { act, rows, close } = await room(() => Promise.resolve());
  await act('resend', { number: 3 });
  expect(rows.at(-1)).toMatchObject({ path: '/elsewhere?call_id=call_1', status: undefined });
  await close();
});

test('while a run has the integration for itself nothing is sent, and a sentence says so', async () => {
  let isOver = (): void => undefined;
  const resolved = {
    bench: { ...benchAt(origin), start: { command: 'false' } },
    capabilities: [],
  } as unknown as Resolved;
  const stage = createStage(resolved, {}, () => undefined);
  const running = stage.without('a run of checks', () => new Promise<void>((resolve) => (isOver = resolve)));
  const { act, rows, close } = await room(() => stage.reach());
  const before = got.length;
  await expect(act('resend', { number: 1 })).rejects.toThrow('a run of checks has the integration for itself');
  expect(got).toHaveLength(before);
  expect(rows).toHaveLength(3);
  isOver();
  await running;
  await stage.close();
  await close();
});

test('all exchanges are forgotten when somebody asks for that', async () => {
  const { act, rows, close } = await room(() => Promise.resolve());
  await act('clear', {});
  expect(rows).toEqual([]);
  expect(() => act('exchange', { number: 1 })).toThrow('there is no exchange #1');
  await close();
});
