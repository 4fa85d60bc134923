import { createHmac, randomUUID } from 'node:crypto';
import { appendFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import type { CallState, Integration } from '../../mutants/integration.ts';
import { reference } from '../../mutants/reference.ts';
import { type Served, serve } from '../../mutants/server.ts';
import { type Disk, fileStore, memoryStore, type Store } from '../../mutants/store.ts';

const secret = 'a secret of the tests';
const running: Served[] = [];

async function start(store: Store = memoryStore(), port = 0, integration: Integration = reference): Promise<Served> {
  const served = await serve(integration, { port, secret, store });
  running.push(served);
  return served;
}

test.afterEach(async () => {
  await Promise.all(running.splice(0).map((served) => served.close()));
});

function event(callId: string, name: string, second = 0, data: object = {}): string {
  const created_at = `2026-05-29T12:00:${String(second).padStart(2, '0')}Z`;
  return JSON.stringify({ event: name, created_at, call: { id: callId, status: 'in_progress' }, variables: {}, data });
}

function signed(body: string, timestamp = String(Math.floor(Date.now() / 1000))): Record<string, string> {
  const digest = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'x-minivoice-timestamp': timestamp, 'X-MINIVOICE-SIGNATURE': `v1=${digest}` };
}

async function deliver(url: string, body: string, headers: Record<string, string> = signed(body)): Promise<number> {
  const { status } = await fetch(`${url}/webhook`, { method: 'POST', body, headers });
  return status;
}

async function observe(url: string, callId: string): Promise<CallState> {
  const response = await fetch(`${url}/calls/${encodeURIComponent(callId)}`);
  expect(response.status).toBe(200);
  return (await response.json()) as CallState;
}

test('answers GET and POST alike, with a redirect to its own menu', async () => {
  const { url } = await start();
  const get = await fetch(`${url}/answer?call_id=call_1.2%263&from=%2B12025550100&extra=1`);
  const body = JSON.stringify({ call: { id: 'call_1.2&3' }, variables: { name: '😀' } });
  const post = await fetch(`${url}/answer`, { method: 'POST', body });
  const answer = (await get.json()) as { actions: { redirect?: { url: string } }[] };
  expect(answer).toEqual(await post.json());
  expect(answer.actions[1]?.redirect?.url).toBe(`${url}/menu?call_id=call_1.2%263`);
  expect((await fetch(`${url}/answer`)).status).toBe(200);
  expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
});

test('follows the digits that were gathered last, and ends without any', async () => {
  const { url } = await start();
  const menu = async () =>
    ((await (await fetch(`${url}/menu?call_id=c`)).json()) as { actions: unknown[] }).actions.at(-1);
  expect(await menu()).toEqual({ say: { text: 'Goodbye.' } });
  expect(await deliver(url, event('c', 'call.gathered', 2, { digits: '2' }))).toBe(204);
  expect(await deliver(url, event('c', 'call.gathered', 1, { digits: '1' }))).toBe(204);
  expect(await menu()).toEqual({ transfer: { destination: '+12025550122' } });
  expect((await observe(url, 'c')).events.map(({ data }) => data.digits)).toEqual(['1', '2']);
});

test('accepts what is signed and refuses the rest', async () => {
  const { url } = await start();
  const body = event('c', 'call.created');
  const headers = signed(body);
  const signature = headers['X-MINIVOICE-SIGNATURE'] ?? '';
  const now = Number(headers['x-minivoice-timestamp']);
  expect(await deliver(url, body, {})).toBe(401);
  expect(await deliver(url, `${body} `, headers)).toBe(401);
  expect(await deliver(url, body, { ...headers, 'x-minivoice-timestamp': String(now + 1) })).toBe(401);
  for (const malformed of ['', 'v1=', signature.slice(0, -1), `${signature}, ${signature}`, 'v1=é', 'a'.repeat(4096)])
    expect(await deliver(url, body, { ...headers, 'X-MINIVOICE-SIGNATURE': malformed })).toBe(401);
  expect(await deliver(url, body, signed(body, String(now - 310)))).toBe(401);
  expect(await deliver(url, body, signed(body, String(now + 310)))).toBe(401);
  expect((await fetch(`${url}/calls/c`)).status).toBe(404);
  expect(await deliver(url, body, headers)).toBe(204);
});

test('agrees with the published test vector', () => {
  const body =
    '{"event":"call.completed","created_at":"2026-05-29T12:10:00Z","call":{"id":"call_123","customer_id":"cust_123","application_id":"app_123","status":"completed","direction":"inbound","from":"+15551230001","to":"+15551230002"},"variables":{},"data":{}}';
  expect(reference.sign('change-me', '1780056600', Buffer.from(body))).toBe(
    'v1=cc4fff571c01447f071c754dfb6796571d00475918389f7c2a67df14e7b88c41',
  );
});

test('refuses what is not an event, and survives', async () => {
  const { url } = await start();
  for (const body of ['{', '[]', '{"event":"x"}', '{"event":1,"call":{"id":"c"}}', '\uFEFF{}'])
    expect(await deliver(url, body)).toBe(400);
  expect(await deliver(url, 'x'.repeat(10 * 1024 * 1024), {})).toBe(413);
  expect((await fetch(`${url}/webhook`)).status).toBe(405);
  expect(await deliver(url, event('c', 'call.invented'))).toBe(204);
});

test('keeps a duplicate once, however it comes', async () => {
  const { url } = await start();
  const body = event('c', 'call.created');
  const early = signed(body, String(Math.floor(Date.now() / 1000) - 60));
  expect(await deliver(url, body, early)).toBe(204);
  expect(await deliver(url, body)).toBe(204);
  const many = event('c', 'call.answered', 1);
  const statuses = await Promise.all(Array.from({ length: 10 }, () => deliver(url, many)));
  expect(statuses).toEqual(Array(10).fill(204));
  expect((await observe(url, 'c')).events).toHaveLength(2);
});

test('ends in the same state whatever the order of events', async () => {
  const { url } = await start();
  await deliver(url, event('c', 'call.completed', 9));
  await deliver(url, event('c', 'call.created', 1));
  const { status, events } = await observe(url, 'c');
  expect(status).toBe('completed');
  expect(events.map((stored) => stored.event)).toEqual(['call.created', 'call.completed']);
});

test('keeps what it acknowledged when it is killed, and writes nothing afterwards', async () => {
  const disk: Disk = new Map();
  const late: Integration = {
    ...reference,
    accept: async (...given) => {
      if (given[0].event === 'call.created') return reference.accept(...given);
      setTimeout(() => reference.accept(...given), 50);
      return true;
    },
  };
  const first = await start(memoryStore(disk), 0, late);
  expect(await deliver(first.url, event('c', 'call.created'))).toBe(204);
  expect(await deliver(first.url, event('c', 'call.answered', 1))).toBe(204);
  first.kill();
  await expect(fetch(`${first.url}/answer`)).rejects.toThrow();
  const second = await start(memoryStore(disk), first.port);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await observe(second.url, 'c')).events.map((stored) => stored.event)).toEqual(['call.created']);
});

test('finds its events in the file, past a torn line', async () => {
  const path = join(tmpdir(), `minivoice-reference-${randomUUID()}.jsonl`);
  const first = await start(fileStore(path));
  await deliver(first.url, event('c', 'call.created'));
  first.kill();
  await appendFile(path, '{"callId":"c","key":"torn');
  const second = await start(fileStore(path), first.port);
  expect(await deliver(second.url, event('c', 'call.created'))).toBe(204);
  expect(await deliver(second.url, event('c', 'call.answered', 1))).toBe(204);
  expect(await fileStore(path).load('c')).toHaveLength(2);
  await rm(path);
});
