import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import type { Crossed } from '../fixtures/crossed.ts';
import type { Fixture } from '../fixtures/fixture.ts';
import { loadFixtures, type StoredCall, writeCall } from '../fixtures/folder.ts';
import { startPlayback } from '../fixtures/playback-server.ts';
import { fixturesOf } from '../fixtures/record.ts';
import { type ReplayedCall, type ReplayOptions, replayCall } from '../fixtures/replay.ts';
import { crossedIn, saveCall } from '../fixtures/save.ts';
import { updateFixture } from '../fixtures/update.ts';
import type { Integration } from '../mutants/integration.ts';
import { json, reference } from '../mutants/reference.ts';
import { serve } from '../mutants/server.ts';
import { memoryStore } from '../mutants/store.ts';
import { type Bench, openBench } from '../platform/bench.ts';
import { assumptions } from '../spec/index.ts';
import { recorded, testSecret } from './harness.ts';

interface Target {
  readonly secret?: string;
  readonly apiBaseUrl?: string;
}

async function on<T>(
  change: Partial<Integration>,
  use: (bench: Bench) => Promise<T>,
  { secret = testSecret, apiBaseUrl }: Target = {},
): Promise<T> {
  const served = await serve(
    { ...reference, ...change },
    { port: 0, secret, store: memoryStore(), apiBaseUrl, apiKey: 'mv_test_not-a-real-key-0123456789' },
  );
  const bench = await openBench(
    {
      answerUrl: `${served.url}/answer?own=1`,
      webhookUrl: `${served.url}/webhook`,
      webhookSecret: secret,
      assumptions: Object.fromEntries(Object.entries(assumptions).map(([id, { default: reading }]) => [id, reading])),
      budgets: { answerMs: 1_000, ackMs: 1_000 },
      seed: 1,
      runs: 1,
    },
    ['answer', 'webhook', 'signed'],
  );
  try {
    return await use(bench);
  } finally {
    await bench.close();
    await served.close();
  }
}

const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'mvk-replay-'));
const knownSecrets = [testSecret];

async function record(root: string, change: Partial<Integration> = {}): Promise<readonly StoredCall[]> {
  await on(change, async (bench) => {
    const { answerUrl, webhookUrl } = bench.options;
    for (const [name, press] of [
      ['normal', '1'],
      ['invalid-input', '9'],
      ['no-answer', ''],
    ] as const) {
      const { steps } = await bench.call({ from: '+4930123456', script: [press] });
      await saveCall(root, name, crossedIn(steps), { answerUrl, webhookUrl, secrets: knownSecrets });
    }
  });
  return (await loadFixtures(root, knownSecrets)).calls;
}

async function replay(
  calls: readonly StoredCall[],
  change: Partial<Integration> = {},
  target: Target = {},
  options: Partial<ReplayOptions> = {},
): Promise<readonly ReplayedCall[]> {
  return on(
    change,
    async (bench) => {
      const all: ReplayedCall[] = [];
      for (const call of calls) all.push(await replayCall(bench, call, { secrets: knownSecrets, ...options }));
      return all;
    },
    target,
  );
}

const differences = (replayed: readonly ReplayedCall[]): readonly string[] =>
  replayed.flatMap(({ exchanges }) =>
    exchanges.flatMap(({ file, differences: all }) =>
      all.map(({ where, expected, actual }) => `${file} ${where} ${expected} ${actual}`),
    ),
  );

/** The answer of the menu, changed as text. */
const menu = (change: (text: string) => string): Partial<Integration> => ({
  menu: (...args) => JSON.parse(change(JSON.stringify(reference.menu(...args)))) as unknown,
});

test('three calls are recorded, and the same integration repeats them, under another secret too', async () => {
  const calls = await record(newFolder());
  expect(calls.map(({ name, exchanges }) => [name, exchanges.length])).toEqual([
    ['invalid-input', 6],
    ['no-answer', 6],
    ['normal', 6],
  ]);
  expect(differences(await replay(calls))).toEqual([]);
  expect(differences(await replay(calls, {}, { secret: 'another-secret-for-the-replay' }))).toEqual([]);
});

test('the committed recording of the reference is what it answers', async () => {
  const { calls, problems } = await loadFixtures(recorded, knownSecrets);
  expect(problems).toEqual([]);
  expect(calls).toHaveLength(3);
  expect(differences(await replay(calls))).toEqual([]);
});

test('a changed prompt, target, action, status and menu key are each found, with pointer and both values', async () => {
  const calls = await record(newFolder());
  const found = async (change: Partial<Integration>): Promise<string | undefined> =>
    differences(await replay(calls, change)).find((each) => each.startsWith('normal/'));
  expect(await found(menu((text) => text.replace('sales', 'our sales')))).toBe(
    'normal/05-menu.json /actions/0/say/text "Connecting you to sales." "Connecting you to our sales."',
  );
  expect(await found(menu((text) => text.replace('550111', '550112')))).toBe(
    'normal/05-menu.json /actions/1/transfer/destination "+12025550111" "+12025550112"',
  );
  expect(await found(menu((text) => text.replace('transfer', 'bridge')))).toBe(
    'normal/05-menu.json /actions/1 "transfer" "bridge"',
  );
  expect(await found({ encode: (answer) => json(500, answer) })).toBe('normal/03-answer.json status 200 500');
  expect(await found({ menu: (digits, ...more) => reference.menu(digits === '1' ? '2' : digits, ...more) })).toContain(
    '/actions/0/say/text "Connecting you to sales." "Connecting you to support."',
  );
  expect(await found({ acknowledge: () => json(404, {}) })).toBe('normal/01-call.created.json status 204 404');
});

test('other ids, other times and another order of members are no difference', async () => {
  const calls = await record(newFolder());
  const turned = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(turned)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .map(([name, each]) => [name, turned(each)] as const)
              .reverse(),
          )
        : value;
  expect(differences(await replay(calls, { encode: (answer) => json(200, turned(answer)) }))).toEqual([]);
});

test('numbers of people are fictional in what is kept, and compared all the same', async () => {
  const root = newFolder();
  const transfer = (to: string): Partial<Integration> => menu((text) => text.replace('+12025550111', to));
  const calls = await record(root, transfer('+4989998877'));
  const file = readFileSync(path.join(root, 'normal/05-menu.json'), 'utf8');
  expect(file).not.toContain('4989998877');
  expect(file).not.toContain('4930123456');
  expect(
    differences(await replay(calls, transfer('+4989998877'), { secret: 'another-secret-for-the-replay' })),
  ).toEqual([]);
  expect(differences(await replay(calls, transfer('+4989998878')))[0]).toMatch(
    /^normal\/05-menu\.json \/actions\/1\/transfer\/destination "\+1\d{10}" "\+1\d{10}"$/,
  );
});

test('a redirect with an id of the call, or to another page, is followed as a call would', async () => {
  const tokens = (answer: unknown): unknown =>
    JSON.parse(JSON.stringify(answer).replace('/menu?', `/menu?session=${crypto.randomUUID()}&`));
  const seen: string[] = [];
  const withSession: Partial<Integration> = {
    answer: (...args) => tokens(reference.answer(...args)),
    readAnswerRequest(request) {
      seen.push(request.url.searchParams.get('session') ?? '');
      return reference.readAnswerRequest(request);
    },
  };
  const calls = await record(newFolder(), withSession);
  seen.length = 0;
  expect(differences(await replay(calls, withSession))).toEqual([]);
  expect(new Set(seen.filter((each) => each !== '')).size).toBe(3);
});

test('what differs is rewritten on purpose, and the rules stay', async () => {
  const root = newFolder();
  const [first] = await record(root);
  if (!first) throw new Error('nothing was recorded');
  const change = menu((text) => text.replace('Goodbye.', 'See you.'));
  const [replayed] = await replay([first], change);
  const differing = replayed?.exchanges.filter(({ differences: all }) => all.length > 0) ?? [];
  expect(differing.map(({ file }) => file)).toEqual(['invalid-input/05-menu.json']);
  for (const each of differing)
    await updateFixture(path.join(root, each.file), {
      ...each,
      fixture: { ...each.fixture, match: { ...each.fixture.match, ignore: ['/x'] } },
    });
  const after = (await loadFixtures(root, knownSecrets)).calls.filter(({ name }) => name === 'invalid-input');
  expect(after[0]?.exchanges[4]?.fixture.match.ignore).toEqual(['/x']);
  expect(differences(await replay(after, change))).toEqual([]);
});

const apiExchange = (method: string, target: string, body: object | undefined, answer: object): Crossed => ({
  kind: 'api',
  request: {
    method,
    url: `https://api.minivoice.eu/v1${target}`,
    headers: [
      ['Authorization', 'Bearer mv_test_not-a-real-key-0123456789'],
      ['Content-Type', 'application/json'],
    ],
    body: Buffer.from(body ? JSON.stringify(body) : ''),
  },
  response: {
    status: method === 'POST' ? 201 : 200,
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from(JSON.stringify(answer)),
  },
});

/** The reference, which with each call that begins asks the API for another. */
const calling = (to: string): Partial<Integration> => ({
  async beforeAcknowledge(event, environment) {
    if (event.event === 'call.created') await reference.client.run(reference.client.dial(to), environment);
  },
});

async function withApiSide(change: Partial<Integration>): Promise<ReplayedCall | undefined> {
  const root = newFolder();
  await record(root);
  const normal = (await loadFixtures(root)).calls.find(({ name }) => name === 'normal');
  const [asked] = fixturesOf(
    [
      apiExchange(
        'POST',
        '/calls',
        { from: '+12025550100', to: '+12025550150', record: true },
        { id: 'call_20260529T120000.000000001', status: 'dialing' },
      ),
    ],
    { secrets: [], apiBaseUrl: 'https://api.minivoice.eu/v1' },
  );
  if (!normal || !asked) throw new Error('nothing was recorded');
  const side = await startPlayback();
  const call = {
    ...normal,
    exchanges: [...normal.exchanges, { file: `normal/${asked.name}`, fixture: asked.fixture }],
  };
  try {
    return (await replay([call], change, { apiBaseUrl: side.baseUrl }, { api: side, apiWaitMs: 300 }))[0];
  } finally {
    await side.close();
  }
}

test('the API is answered from the recording', async () => {
  const replayed = await withApiSide(calling('+12025550150'));
  expect(replayed?.unknown).toEqual([]);
  expect(replayed?.stale).toEqual([]);
  expect(replayed?.exchanges.at(-1)?.seen?.request.json).toEqual({
    from: '+12025550100',
    to: '+12025550150',
    record: true,
  });
});

test('a request that was never recorded is quoted, and one that nobody made is stale', async () => {
  const other = await withApiSide(calling('+12025550151'));
  expect(other?.unknown).toEqual([
    'POST <api>/calls {"from":"+12025550100","to":"+12025550151","record":true} differs from normal/01-api.createCall.json at /to: expected "+12025550150", got "+12025550151"',
  ]);
  expect(other?.stale.map(({ file }) => file)).toEqual(['normal/01-api.createCall.json']);
  const twice = await withApiSide({
    async beforeAcknowledge(event, environment) {
      if (event.event !== 'call.created') return;
      await reference.client.run(reference.client.dial('+12025550150'), environment);
      await reference.client.run(reference.client.dial('+12025550150'), environment);
    },
  });
  expect(twice?.unknown[0]).toContain('was asked again, and was recorded once');
});

test('a folder is read in its order, and a call with a file that is none is left out', async () => {
  const root = newFolder();
  const fixture = (await record(newFolder()))[0]?.exchanges[0]?.fixture as Fixture;
  const named = ['10-b.json', '2-a.json'].map((name) => ({ name, fixture }));
  await writeCall(root, 'good', named);
  await writeCall(root, 'bad', [
    { name: '1.json', fixture: { ...fixture, version: 2 as 1 } },
    { name: '2.json', fixture },
  ]);
  await writeCall(root, 'good', named);
  const { calls, problems } = await loadFixtures(root);
  expect(calls.map(({ name, exchanges }) => [name, exchanges.map(({ file }) => file)])).toEqual([
    ['good', ['good/2-a.json', 'good/10-b.json']],
    ['good-2', ['good-2/2-a.json', 'good-2/10-b.json']],
  ]);
  expect(problems).toEqual([
    { file: 'bad/1.json', pointer: '/version', expected: 'a fixture of version 1', actual: 'version 2' },
  ]);
});
