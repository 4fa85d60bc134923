import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, _baseTest as test } from '@playwright/test';
import { checkAccess } from '../../platform/config/access.ts';
import { openBench } from '../../platform/open-bench.ts';
import { launcher } from '../../platform/process/launch.ts';
import { type BenchOptions, defaultReadings } from '../../spec/index.ts';

const access = {
  headers: { 'X-Staging-Key': 'not-a-real-staging-key' },
  cookies: { session: 'not-a-real-session', lang: 'de' },
  basicAuth: 'me:not-a-real-password',
};
const login = `Basic ${Buffer.from(access.basicAuth).toString('base64')}`;

const closers: (() => unknown)[] = [];
test.afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server that answers with the headers it got. */
async function echo(): Promise<string> {
  const server = createServer((request, response) => response.end(JSON.stringify(request.headers)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function optionsOf(answerUrl: string): BenchOptions {
  const budgets = { answerMs: 1000, ackMs: 1000 };
  return { answerUrl, access, readings: defaultReadings, budgets, seed: 1, runs: 1 };
}

async function benchOf(options: BenchOptions) {
  const bench = await openBench(options, ['answer', 'remote'], launcher(options));
  closers.push(() => bench.close());
  return bench;
}

test('each request to a target carries its login, and no exchange shows it', async () => {
  const answerUrl = `${await echo()}/answer`;
  const bench = await benchOf(optionsOf(answerUrl));
  const exchange = await bench.send({ method: 'GET', url: answerUrl });
  expect(JSON.parse(exchange.response?.body ?? '')).toMatchObject({
    authorization: login,
    cookie: 'session=not-a-real-session; lang=de',
    'x-staging-key': 'not-a-real-staging-key',
  });
  expect(exchange.request.headers).toMatchObject({ Authorization: '<redacted>', 'X-Staging-Key': '<redacted>' });
  // What the server repeats is hidden when it is written.
  expect(JSON.stringify(bench.redact(exchange))).not.toMatch(/not-a-real/);
});

test('what a request says itself comes first, and its cookies are joined', async () => {
  const answerUrl = `${await echo()}/answer`;
  const bench = await benchOf(optionsOf(answerUrl));
  const headers = { authorization: 'Bearer own', Cookie: 'sid=1', 'X-Staging-Key': '<redacted>' };
  const { response } = await bench.send({ method: 'GET', url: answerUrl, headers });
  expect(JSON.parse(response?.body ?? '')).toMatchObject({
    authorization: 'Bearer own',
    cookie: 'session=not-a-real-session; lang=de; sid=1',
    'x-staging-key': 'not-a-real-staging-key',
  });
});

test('another server gets no login', async () => {
  const bench = await benchOf(optionsOf(`${await echo()}/answer`));
  const { response } = await bench.send({ method: 'GET', url: `${await echo()}/answer` });
  expect(response?.body).not.toMatch(/not-a-real|authorization/i);
});

test('the question whether an integration is ready carries the login as well', async () => {
  const serves = `
    const answer = (request, response) => {
      if (request.headers.authorization) console.log('asked with ' + request.headers.authorization);
      response.writeHead(request.headers.authorization ? 200 : 503).end();
    };
    require('node:http').createServer(answer).listen(Number(process.env.PORT), '127.0.0.1');`;
  const port = new URL(await echo()).port;
  for (const close of closers.splice(0)) await close();
  const command = `${process.execPath} -e "$PROGRAM"`;
  const start = { command, env: { PORT: port, PROGRAM: serves }, timeoutMs: 10_000 };
  const bench = await benchOf({ ...optionsOf(`http://127.0.0.1:${port}/answer`), start });
  expect(bench.output()).toContain(login);
});

const slips: ReadonlyArray<readonly [Parameters<typeof checkAccess>[0], string]> = [
  [{ headers: { 'X Key': 'a' } }, 'a name that no header can have: "X Key"'],
  [{ headers: { 'X-MiniVoice-Signature': 'a' } }, '"X-MiniVoice-Signature", which the kit sets itself'],
  [{ headers: { 'X-Key': 'canary\n' } }, 'access.headers.X-Key holds a character that no header can carry'],
  [{ cookies: { a: 'canary; b=2' } }, 'access.cookies.a holds a semicolon'],
  [{ headers: { cookie: 'canary' }, cookies: { a: '1' } }, 'both give the header cookie'],
  [{ headers: { authorization: 'canary' }, basicAuth: 'a:b' }, 'both give the header authorization'],
  [{ basicAuth: 'canary' }, 'access.basicAuth has no colon between user and password'],
];
for (const [given, sentence] of slips) {
  test(`${sentence}: said in one sentence without the value`, () => {
    expect(() => checkAccess(given)).toThrow(sentence);
    expect(() => checkAccess(given)).not.toThrow(/canary/);
  });
}
