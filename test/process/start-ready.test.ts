import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { freePort } from '../../platform/http/free-ports.ts';
import { launcher } from '../../platform/process/launch.ts';
import { type BenchOptions, defaultReadings } from '../../spec/index.ts';

/**
 * A server that writes each request to its output. `open` runs once it listens; `take` is given `request`, `response`,
 * how many milliseconds it has listened (`age`) and how many starts there were before in this folder (`starts`).
 */
const program = (port: number, take: string): string => `
  const { appendFileSync, readFileSync } = require('node:fs');
  const log = __filename + '.starts';
  appendFileSync(log, '.');
  const starts = readFileSync(log, 'utf8').length - 1;
  let since = 0;
  require('node:http').createServer((request, response) => {
    process.stdout.write(request.method + ' ' + request.url.split('?')[0] + '\\n');
    const age = performance.now() - since;
    ${take}
  }).listen(${port}, '127.0.0.1', () => { since = performance.now(); });
`;

interface Asked {
  readonly options: BenchOptions;
  readonly launch: NonNullable<ReturnType<typeof launcher>>;
}

async function integration(
  take: string,
  { timeoutMs = 20_000, ...more }: { timeoutMs?: number } & Partial<BenchOptions> = {},
): Promise<Asked> {
  const port = await freePort();
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-ready-')), 'server.cjs');
  writeFileSync(file, program(port, take));
  const url = `http://127.0.0.1:${port}`;
  const options: BenchOptions = {
    answerUrl: `${url}/answer`,
    webhookUrl: `${url}/webhook`,
    start: { command: `exec ${JSON.stringify(process.execPath)} ${file}`, timeoutMs },
    readings: defaultReadings,
    budgets: { answerMs: 1000, ackMs: 1000 },
    seed: 1,
    runs: 1,
    ...(more.observe && { observe: { callUrl: `${url}${more.observe.callUrl}` } }),
  };
  const launch = launcher(options);
  if (!launch) throw new Error('there is no command');
  return { options, launch };
}

/** What the server was asked until it counted as ready. */
async function requestsOf({ launch }: Asked): Promise<readonly string[]> {
  const running = await launch({});
  await running.stop();
  return running.output().trim().split('\n');
}

const later = 'if (age < 400) return setTimeout(() => response.end(), 400 - age);';

test('an open port is not ready: the first complete response is, at the start and at each restart', async () => {
  const { launch } = await integration(
    `setTimeout(() => { process.stdout.write('loaded\\n'); response.end(); }, 300);`,
  );
  for (const _ of [1, 2]) {
    const running = await launch({});
    expect(running.output()).toContain('loaded');
    await running.kill();
  }
});

test('one request is enough for a server that loads, and it does not ask for instructions', async () => {
  expect(await requestsOf(await integration(later))).toEqual(['OPTIONS /answer']);
});

test('the state page of an unknown call is asked where there is one', async () => {
  const asked = await integration('response.writeHead(404).end();', { observe: { callUrl: '/calls/{call_id}' } });
  const [first, ...more] = await requestsOf(asked);
  expect(first).toMatch(/^GET \/calls\/call_/);
  expect(more).toEqual([]);
});

for (const status of [200, 204, 302, 401, 404, 405, 500, 501]) {
  test(`status ${status} is an answer`, async () => {
    expect(await requestsOf(await integration(`response.writeHead(${status}).end();`))).toHaveLength(1);
  });
}

for (const status of [502, 503, 504]) {
  test(`status ${status} is the answer of a proxy to what is behind it, and is asked again at each start`, async () => {
    const { launch } = await integration(
      `if (age < 200) response.writeHead(${status}).end(); else { process.stdout.write('loaded\\n'); response.end(); }`,
    );
    for (const _ of [1, 2, 3]) {
      const running = await launch({});
      await running.kill();
      expect(running.output()).toContain('loaded');
    }
  });
}

test('an integration that answers 503 for ever is left to the checks, and waited for once', async () => {
  const { launch } = await integration('response.writeHead(503).end();', { timeoutMs: 1_500 });
  const outputs: string[] = [];
  for (const _ of [1, 2]) {
    const running = await launch({});
    await running.kill();
    outputs.push(running.output());
  }
  expect(outputs[0]?.split('\n').length).toBeGreaterThan(2);
  expect(outputs[1]).toBe('OPTIONS /answer\n');
});

test('a server that leaves OPTIONS without an answer is asked for instructions, and at the restart at once', async () => {
  const { launch } = await integration(`if (request.method === 'GET') response.end();`, { timeoutMs: 6_000 });
  const outputs: string[] = [];
  for (const _ of [1, 2]) {
    const running = await launch({});
    await running.kill();
    outputs.push(running.output());
  }
  expect(outputs).toEqual(['OPTIONS /answer\nGET /answer\n', 'GET /answer\n']);
});

test('a server that ends when it is asked is started again and asked for nothing of its own', async () => {
  const requests = await requestsOf(await integration(`if (request.url !== '/') process.exit(1); response.end();`));
  expect(requests).toEqual(['GET /']);
});

test('a supervised server that ends when it is asked is found at another place', async () => {
  const requests = await requestsOf(
    await integration(`if (request.url !== '/') request.socket.destroy(); else response.end();`),
  );
  expect(requests.at(-1)).toBe('GET /');
});

test('a server that accepts and never answers ends in time, and the sentence says what was waited for', async () => {
  const { launch } = await integration('', { timeoutMs: 4_000 });
  await expect(launch({})).rejects.toThrow(
    /^The command ".*" was not ready within 4000 ms \([A-Z]+ http:\/\/127\.0\.0\.1:\d+\/\w* got no complete response\);/,
  );
});

test('a command that listens nowhere ends in time, and the sentence says where nothing listened', async () => {
  const { options } = await integration('', { timeoutMs: 500 });
  const launch = launcher({ ...options, start: { command: 'sleep 60', timeoutMs: 500 } });
  await expect(launch?.({})).rejects.toThrow(/\(nothing listened at http:\/\/127\.0\.0\.1:\d+\); it wrote nothing\.$/);
});

test('each origin of the targets must answer', async () => {
  const { options } = await integration('response.end();', { timeoutMs: 1_000 });
  const webhookUrl = `http://127.0.0.1:${await freePort()}/webhook`;
  await expect(launcher({ ...options, webhookUrl })?.({})).rejects.toThrow(
    `nothing listened at ${new URL(webhookUrl).origin}`,
  );
});
