import { expect, _baseTest as test } from '@playwright/test';
import { divided, replayApart } from '../fixtures/apart.ts';
import { apiSideOf } from '../fixtures/api-side.ts';
import type { Crossed } from '../fixtures/crossed.ts';
import { loadFixtures, writeCall } from '../fixtures/folder.ts';
import { fixturesOf, type Named } from '../fixtures/record.ts';
import type { ReplayedCall } from '../fixtures/replay.ts';
import type { Integration } from '../mutants/integration.ts';
import { reference } from '../mutants/reference.ts';
import { startApi } from '../platform/api/server.ts';
import type { Result } from '../spec/index.ts';
import { newFolder, record, replay } from './fixture-stage.ts';
import { checkAll } from './harness.ts';

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
  const api = await startApi({ apiKey: 'mv_test_not-a-real-key-0123456789', readings: {} });
  const call = {
    ...normal,
    exchanges: [...normal.exchanges, { file: `normal/${asked.name}`, fixture: asked.fixture }],
  };
  try {
    return (await replay([call], change, { apiBaseUrl: api.baseUrl }, { api: apiSideOf(api), apiWaitMs: 300 }))[0];
  } finally {
    await api.close();
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

const asked = (requests: readonly Crossed[]): readonly Named[] =>
  fixturesOf(requests, { secrets: [], apiBaseUrl: 'https://api.minivoice.eu/v1' });

test('what was recorded apart from any call is answered between calls and within them', async () => {
  const root = newFolder();
  await writeCall(root, 'at-start', asked([apiExchange('GET', '/applications', undefined, { data: [], count: 0 })]));
  await record(root);
  const { played, apart } = divided((await loadFixtures(root)).calls);
  expect([apart.map(({ name }) => name), played.length]).toEqual([['at-start'], 3]);
  const api = await startApi({ apiKey: 'mv_test_not-a-real-key-0123456789', readings: {} });
  const start = replayApart({ options: {}, newCall: () => ({ id: 'call_1' }) }, apart, {
    secrets: [],
    baseUrl: api.baseUrl,
  });
  const applications = (): Promise<unknown> => fetch(`${api.baseUrl}/applications`).then((response) => response.json());
  try {
    expect((await start.result({ apiWaitMs: 0 }))?.stale).toHaveLength(1);
    const asking: Partial<Integration> = { beforeAcknowledge: async () => void (await applications()) };
    const all = await replay(played, asking, { apiBaseUrl: api.baseUrl }, { api: apiSideOf(api, start.playback) });
    expect(all.flatMap(({ unknown }) => unknown)).toEqual([]);
    expect(await start.result({})).toMatchObject({
      name: 'at-start',
      unknown: [],
      stale: [],
      exchanges: [{ differences: [] }],
    });
    expect(await applications()).toEqual({ data: [], count: 0 });
    await fetch(`${api.baseUrl}/dids`);
    expect(all.at(-1)?.unknown).toEqual(['GET <api>/dids was never recorded']);
    api.standIn(undefined);
    expect(await applications()).toMatchObject({ error: { code: 'unauthorized' } });
  } finally {
    await api.close();
  }
});

test('in check a request that was never recorded breaks fixture.replay, each time that it is made', async () => {
  const root = newFolder();
  await record(root);
  const [dial] = asked([apiExchange('POST', '/calls', { to: '+12025550150' }, { id: 'call_1', status: 'dialing' })]);
  if (!dial) throw new Error('nothing was recorded');
  await writeCall(root, 'at-start', [dial]);
  const check = (change: Partial<Integration>): Promise<Result[]> =>
    checkAll({ ...reference, ...change }, { only: ['fixture.replay'], fixtures: root });
  expect((await check({}))[0]).toMatchObject({ outcome: 'passed', cases: 18 });
  const [result] = await check(calling('+12025550151'));
  expect(result?.outcome).toBe('failed');
  expect(result?.violations?.[0]).toMatchObject({
    expected: 'only requests to the API that were recorded',
    where: 'invalid-input',
  });
  expect(result?.violations?.[0]?.actual).toMatch(/^POST <api>\/calls \{"from".*\} differs from |was never recorded$/);
});

test('times of which nothing says when they begin are times all the same', () => {
  const [one] = asked([apiExchange('GET', '/applications', undefined, { created_at: '2026-05-29T12:00:00Z' })]);
  expect(one?.fixture.response?.json).toEqual({ created_at: '<time>' });
});
