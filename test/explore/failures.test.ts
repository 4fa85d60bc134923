import { expect, _baseTest as test } from '@playwright/test';
import { explore } from '../../flows/explore/explore.ts';
import { cutSentence } from '../../flows/graph/limits.ts';
import { Unreachable } from '../../platform/http/sender.ts';
import { findingsOf } from './flow-findings.ts';
import { asks, type Menu, type Place, tree } from './flows/menu-places.ts';
import { type MenuOptions, serveMenu } from './flows/menus.ts';
import { serveFlow } from './flows/serve-flow.ts';

const patienceMs = 750;

async function explored(menu: Menu, options: MenuOptions = {}) {
  const menus = await serveMenu(menu, 'memory', options);
  try {
    return await explore(menus.bench);
  } finally {
    await menus.close();
  }
}

test('a target that was never there is unreachable', async () => {
  const menus = await serveMenu(tree(2, 1), 'memory', { diesAfter: 0 });
  await expect(fetch(`${menus.origin}/answer`)).rejects.toThrow();
  await expect(explore(menus.bench)).rejects.toThrow(Unreachable);
  await menus.close();
});

for (const requests of [20, 100, 400]) {
  test(`a target that dies after ${requests} requests leaves a graph and says what was not tried`, async () => {
    const { graph } = await explored(tree(3, 3), { diesAfter: requests });
    const [cut] = graph.explored.cut;
    expect(graph.nodes.length).toBeGreaterThan(1);
    expect(cut?.bound).toBe('unreachable');
    expect(cut?.left).toBeGreaterThan(0);
    expect(cutSentence(graph.explored)).toMatch(
      /: the integration stopped answering, \d+ turns of a caller left untried\.$/,
    );
  });
}

test('an answer that never comes is found at its key, and the rest is walked', async () => {
  const hanging: Place = { actions: [], fault: 'hang' };
  const exploration = await explored({ ...tree(3, 3), start132: hanging }, { patienceMs });
  expect(findingsOf(exploration)).toEqual([{ id: 'flow.gather.every-key', path: ['1', '3', '2'] }]);
  expect(exploration.graph.nodes).toHaveLength(41);
  expect(exploration.graph.explored.cut).toEqual([]);
});

test('a target whose answers no longer come is given up', async () => {
  const menu = tree(3, 3);
  for (const name of Object.keys(menu)) if (name.length > 7) menu[name] = { actions: [], fault: 'hang' };
  const { graph } = await explored(menu, { patienceMs });
  expect(graph.explored.cut.map(({ bound }) => bound)).toEqual(['unreachable']);
  // Each of the places that hang would be asked many times more.
  expect(graph.explored.requests).toBeLessThan(700);
});

test('a webhook that no longer responds is given up', async () => {
  const gathered = () => new Promise<void>(() => {});
  const actions = [{ gather: { prompt: 'Press 1 to go on.' } }, { say: { text: 'Goodbye.' } }];
  const served = await serveFlow({ answer: () => actions, gathered }, { patienceMs });
  const { graph } = await explore(served.bench);
  await served.close();
  expect(graph.explored.cut.map(({ bound }) => bound)).toEqual(['unreachable']);
});

test('a first answer that never comes is a broken place', async () => {
  const { graph } = await explored({ start: { actions: [], fault: 'hang' } }, { patienceMs });
  expect(graph.nodes.map(({ ends }) => ends)).toEqual(['broken']);
});

test('a redirect to another host is not followed, and is no fault', async () => {
  const elsewhere: Place = { actions: [{ redirect: { url: 'https://integration.example.com/menu' } }] };
  const ask = asks('Press 1 for sales or 2 for support.', { 1: 'away', 2: 'away', '*': 'away', '': 'away' });
  const exploration = await explored({ start: ask, away: elsewhere });
  expect(exploration.graph.nodes.map(({ ends }) => ends)).toEqual(['gather', 'redirect', 'elsewhere']);
  expect(findingsOf(exploration)).toEqual([]);
  expect((await explored({ start: elsewhere })).graph.nodes.at(-1)?.url).toBe('https://integration.example.com/menu');
});

test('a redirect to what is no URL is a redirect that fails', async () => {
  const exploration = await explored({ start: { actions: [{ redirect: { url: 'http://' } }] } });
  expect(exploration.graph.nodes.at(-1)?.ends).toBe('broken');
});
