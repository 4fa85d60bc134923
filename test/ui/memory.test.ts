import type { ServerResponse } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, _baseTest as test } from '@playwright/test';
import { createHub } from '../../cli/ui/hub.ts';
import { namesOf } from '../../cli/ui/traffic/names.ts';
import { rowOf } from '../../cli/ui/traffic/show.ts';
import { createTraffic, type Traffic } from '../../cli/ui/traffic/traffic.ts';
import type { Received } from '../../platform/http/client.ts';
import type { BenchOptions } from '../../spec/index.ts';
import { maxOwn, maxRan } from '../../ui/protocol/limits.ts';
import type { Message } from '../../ui/protocol/stream.ts';
import { newest } from '../../ui/state/newest.ts';
import { row, topics } from './topics.ts';

const bench = { webhookSecret: 'not-a-real-secret', readings: {} } as BenchOptions;

/** A short event with a wrong signature, whose cause takes long to find. */
function exchange(number: number, body = JSON.stringify({ event: 'call.created', number })): Received {
  const headers = { 'X-MiniVoice-Timestamp': '1795434790', 'X-MiniVoice-Signature': `v1=${'0'.repeat(64)}` };
  return {
    request: { method: 'POST', url: 'http://127.0.0.1:1/webhook', headers, body },
    response: { status: 401, headers: {}, body: 'no' },
    durationMs: 1,
  };
}

async function send(traffic: Traffic, count: number): Promise<void> {
  for (let number = 1; number <= count; number++) {
    await traffic.sent({ exchange: exchange(number), mustAcknowledge: false });
  }
}

async function run(traffic: Traffic, count: number, body?: string): Promise<void> {
  for (let number = 1; number <= count; number++) {
    traffic.ran({ exchange: exchange(number, body) }, 'webhook.signature.raw-body');
    if (number % 100 === 0) await new Promise(setImmediate);
  }
  await traffic.sent({ exchange: exchange(0), mustAcknowledge: false });
}

test('of a run of thousands the newest exchanges are kept, and none of a call makes way for them', async () => {
  const traffic = createTraffic(bench, () => undefined);
  await send(traffic, 10);
  await run(traffic, maxRan + 500);
  const kept = traffic.store.all();
  expect(kept.filter(({ by }) => by === undefined)).toHaveLength(11);
  expect(kept.filter(({ by }) => by !== undefined)).toHaveLength(maxRan);
  expect(kept.map(({ number }) => number)).toEqual(kept.map(({ number }) => number).sort((a, b) => a - b));
  expect(traffic.store.get(11)).toBeUndefined();
  expect(traffic.store.get(1)?.signature.verdict).toBe('wrong');
});

test('of large exchanges fewer are kept', async () => {
  const traffic = createTraffic(bench, () => undefined);
  await run(traffic, 700, 'x'.repeat(64 * 1024));
  const bytes = traffic.store.all().reduce((sum, { request }) => sum + request.body.length, 0);
  expect(bytes).toBeGreaterThan(24 * 1024 * 1024);
  expect(bytes).toBeLessThanOrEqual(32 * 1024 * 1024);
});

test('30,000 exchanges take as much memory as 10,000: less than 6 kB each', async () => {
  test.setTimeout(120_000);
  const hub = createHub(topics(), () => []);
  const traffic = createTraffic(bench, (kept) => hub.row(rowOf(kept, String, namesOf(bench))));
  const before = bytesInUse();
  await send(traffic, maxOwn);
  const at10 = bytesInUse() - before;
  await send(traffic, 2 * maxOwn);
  const at30 = bytesInUse() - before;
  hub.close();
  expect(traffic.store.all()).toHaveLength(maxOwn);
  expect(at10 / maxOwn).toBeLessThan(6_000);
  expect(at30 - at10).toBeLessThan(8_000_000);
});

test('what a page can catch up on is bounded in size as well: who missed more is given everything', () => {
  const hub = createHub(topics(), () => []);
  const first = read(hub);
  hub.publish('flow', { ...topics().flow, outline: 'small' });
  expect(read(hub, first.id).messages.map(({ kind }) => kind)).toEqual(['topic']);
  for (let count = 0; count < 30; count++) hub.publish('flow', { ...topics().flow, outline: 'x'.repeat(200_000) });
  expect(read(hub, first.id).messages.map(({ kind }) => kind)).toEqual(['all']);
  hub.close();
});

test('the page keeps as many rows of each sort as the kit', () => {
  const own = Array.from({ length: maxOwn + 5 }, (_, at) => row(at + 1));
  const ran = Array.from({ length: maxRan + 7 }, (_, at) => ({ ...row(maxOwn + 6 + at), by: 'replay' }));
  const rows = newest([...own, ...ran]);
  expect(rows).toHaveLength(maxOwn + maxRan);
  expect([rows[0]?.number, rows[maxOwn]?.number]).toEqual([6, maxOwn + 6 + 7]);
  const few = own.slice(0, 3);
  expect(newest(few)).toBe(few);
});

/** What a page that comes with this id is given. */
function read(hub: ReturnType<typeof createHub>, after?: string) {
  let text = '';
  const page = {
    writableLength: 0,
    writeHead: () => page,
    write(chunk: string) {
      text += chunk;
    },
    once: () => page,
    destroy: () => page,
  };
  hub.stream(page as unknown as ServerResponse, after);
  const messages = [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data) as Message);
  return { id: /^id: (\S+)$/m.exec(text)?.[1], messages };
}

function bytesInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
