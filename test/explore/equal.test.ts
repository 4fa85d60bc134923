import { randomBytes } from 'node:crypto';
import { expect, _baseTest as test } from '@playwright/test';
import { diffGraphs } from '../../flows/diff/diff.ts';
import { explore } from '../../flows/explore/explore.ts';
import type { Graph } from '../../spec/index.ts';
import { asks, type Place, tree } from './flows/menu-places.ts';
import { type MenuOptions, serveMenu } from './flows/menus.ts';
import type { Keeping } from './flows/stateful-menu.ts';

const stream = { stream_url: 'wss://{host}/media?call={call}', track: 'both' };

/** A flow with all that differs from call to call and from host to host: ids, hosts, times, sessions. */
const menu: Readonly<Record<string, Place>> = {
  ...tree(3, 2),
  start: asks('Press 1 for sales, 2 for support or 3 for a meeting.', {
    1: 'start1',
    2: 'start2',
    3: 'room',
    '*': 'start',
  }),
  room: {
    actions: [
      { start_stream: stream },
      { say: { text: 'Your call is {call}.' } },
      { stop_stream: stream },
      { conference: { room: 'room-{call}' } },
    ],
  },
};
/** A session and the time, as they are today. */
function session(): string {
  return `&session=${crypto.randomUUID()}&t=${Math.floor(Date.now() / 1000)}`;
}

const counted = { ...menu, start: { ...(menu.start ?? { actions: [] }), attempts: 3, spent: 'sorry' } };

async function graphOf(keeping: Keeping, options: MenuOptions): Promise<Graph> {
  const menus = await serveMenu(counted, keeping, options);
  try {
    return (await explore(menus.bench)).graph;
  } finally {
    await menus.close();
  }
}

for (const keeping of ['url', 'memory'] as const) {
  test(`the same flow by ${keeping} gives the same graph on any port and host, in any session, at any time`, async () => {
    const graph = await graphOf(keeping, { session });
    expect(graph.nodes.length).toBeGreaterThan(10);
    expect(JSON.stringify(graph)).not.toMatch(/127\.0\.0\.1|localhost|call_\d|session=(?!<)/);
    for (const host of ['127.0.0.1', 'localhost']) {
      const other = await graphOf(keeping, { session, host });
      expect(other.nodes).toEqual(graph.nodes);
      expect(other.edges).toEqual(graph.edges);
      expect(diffGraphs(graph, other)).toEqual([]);
    }
  });
}

test('a session of a few characters is known by its being new each time', async () => {
  const short = (): string => Math.random().toString(36).slice(2, 8);
  const options = { session: () => `&sid=${short()}` };
  const [one, other] = [await graphOf('memory', options), await graphOf('memory', options)];
  expect(other.nodes).toEqual(one.nodes);
  expect(other.edges).toEqual(one.edges);
  expect(one.nodes.find(({ url }) => url !== undefined)?.url).toMatch(/sid=<varies>$/);
});

test('a signature that seldom reads like a token is known by its place', async () => {
  let made = 0;
  // Base64 of random bytes holds no digit once in about forty times.
  const signature = (): string => {
    const text = randomBytes(16).toString('base64url').replaceAll('-', 'x');
    return made++ % 9 === 4 ? text.replaceAll(/\d/g, 'q') : `${text.slice(1)}7`;
  };
  const options = { session: () => `&sig=${signature()}` };
  const menus = await serveMenu(counted, 'memory', options);
  try {
    const { graph, nondeterminism } = await explore(menus.bench);
    expect(nondeterminism).toBeUndefined();
    expect(graph.explored.cut.map(({ bound }) => bound)).toEqual([]);
    expect(graph.nodes.length).toBeGreaterThan(10);
  } finally {
    await menus.close();
  }
});

for (const keeping of ['url', 'memory'] as const) {
  test(`a number of the turn in every URL makes no places of its own, with state by ${keeping}`, async () => {
    const turn = (asked: URL): string => `&n=${Number(asked.searchParams.get('n') ?? 0) + 1}`;
    const [plain, numbered] = [await graphOf(keeping, {}), await graphOf(keeping, { session: turn })];
    expect(numbered.nodes.map(({ path }) => path)).toEqual(plain.nodes.map(({ path }) => path));
    expect(numbered.explored.cut).toEqual([]);
  });
}
