import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, _baseTest as test } from '@playwright/test';
import { reference } from '../../mutants/reference.ts';
import { type Served, serve } from '../../mutants/server.ts';
import { memoryStore } from '../../mutants/store.ts';
import type { Bench } from '../../platform/bench.ts';
import { openBench } from '../../platform/open-bench.ts';
import { defaultReadings, type Result } from '../../spec/index.ts';
import { requirements } from '../../suites/index.ts';
import { runRequirement } from '../../suites/run.ts';

/** How a page is once it is dead. */
const deaths: Readonly<Record<string, (response: ServerResponse) => void>> = {
  400: (response) => void response.writeHead(400, { 'Content-Type': 'application/json' }).end('{"error":"gone"}'),
  404: (response) => void response.writeHead(404, { 'Content-Type': 'application/json' }).end('{"error":"not-found"}'),
  500: (response) => void response.writeHead(500).end('Internal Server Error'),
  empty: (response) => void response.writeHead(200).end(),
  'what it shows of nobody': (response) => void response.writeHead(200).end('{"events":[]}'),
  cut: (response) => void response.destroy(),
};

/** The page in front of the reference, which is dead from its nth request on. */
interface Page {
  readonly callUrl: string;
  requests: number;
  diesAt: number;
  close(): Promise<void>;
}

async function startPage(target: Served, death: (response: ServerResponse) => void): Promise<Page> {
  const server = createServer((request: IncomingMessage, response) => {
    page.requests++;
    if (page.requests >= page.diesAt) return death(response);
    fetch(`${target.url}${request.url}`, { method: request.method ?? 'GET' })
      .then(async (got) => response.writeHead(got.status).end(await got.text()))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const page: Page = {
    callUrl: `http://127.0.0.1:${port}/calls/{call_id}`,
    requests: 0,
    diesAt: Number.POSITIVE_INFINITY,
    close,
  };
  return page;
}

async function openWith(target: Served, callUrl: string): Promise<Bench> {
  return openBench(
    {
      answerUrl: `${target.url}/answer`,
      webhookUrl: `${target.url}/webhook`,
      observe: { callUrl },
      readings: defaultReadings,
      budgets: { answerMs: 5_000, ackMs: 5_000 },
      seed: 7,
      runs: 1,
    },
    ['answer', 'webhook', 'state'],
  );
}

/** Checks one requirement on a new bench while the page dies as told; says how it ended and how often the page was asked. */
async function check(id: string, death: string, diesAt: number): Promise<{ result: Result; requests: number }> {
  const target = await serve(reference, { port: 0, store: memoryStore() });
  const page = await startPage(target, deaths[death] ?? (() => undefined));
  page.diesAt = diesAt;
  const bench = await openWith(target, page.callUrl);
  try {
    const requirement = requirements.find((each) => each.id === id);
    if (!requirement) throw new Error(`there is no requirement "${id}"`);
    const result = await runRequirement(requirement, bench, { command: 'mvk check', callCommand: 'mvk call' });
    return { result, requests: page.requests };
  } finally {
    await bench.close();
    await Promise.all([page.close(), target.close()]);
  }
}

const stateful = requirements
  .filter(({ needs }) => needs.includes('state') && !needs.includes('process'))
  .map(({ id }) => id);

const isWhole = process.env.MVK_LAW === 'all';

/** Where the page dies, and how: by turns, at its last requests in every way with MVK_LAW=all. */
function moments(requests: number): readonly (readonly [diesAt: number, death: string])[] {
  const names = Object.keys(deaths);
  const early = [1, 2, ...[0.25, 0.5, 0.75, 0.9].map((part) => Math.ceil(requests * part))];
  const last = [requests - 2, requests - 1, requests];
  return [
    ...early.map((diesAt, index) => [diesAt, names[index % names.length] ?? ''] as const),
    ...last.flatMap((diesAt, index) =>
      names.filter((_, turn) => isWhole || turn % last.length === index).map((death) => [diesAt, death] as const),
    ),
  ];
}

for (const id of stateful) {
  test(`${id} does not pass when its page dies, whenever that is`, async () => {
    const alive = await check(id, '', Number.POSITIVE_INFINITY);
    expect(alive.result.outcome).toBe('passed');
    const queue = [...moments(alive.requests)];
    const passed: string[] = [];
    async function work(): Promise<void> {
      for (let moment = queue.shift(); moment; moment = queue.shift()) {
        const [diesAt, death] = moment;
        const { result, requests } = await check(id, death, diesAt);
        // A page that is asked less often than before was not asked when it was dead.
        if (result.outcome === 'passed' && requests >= diesAt)
          passed.push(`${death} at ${diesAt} of ${alive.requests}`);
      }
    }
    await Promise.all(Array.from({ length: 8 }, work));
    expect(passed).toEqual([]);
  });
}

test('a page that is not there is said with its address and status, and fails nobody', async () => {
  const target = await serve(reference, { port: 0, store: memoryStore() });
  const bench = await openWith(target, `${target.url}/wrong/{call_id}`);
  try {
    for (const id of stateful) {
      const requirement = requirements.find((each) => each.id === id);
      if (!requirement) continue;
      const result = await runRequirement(requirement, bench, { command: 'mvk check', callCommand: 'mvk call' });
      expect(result, id).toMatchObject({ outcome: 'could-not-run' });
      expect('reason' in result && result.reason).toMatch(/GET http:\S+\/wrong\/\S+ answered 404/);
    }
  } finally {
    await bench.close();
    await target.close();
  }
});
