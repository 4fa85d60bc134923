import { expect, _baseTest as test } from '@playwright/test';
import type { Exploration } from '../../flows/explore/exploration.ts';
import { explore } from '../../flows/explore/explore.ts';
import { validators } from '../../spec/index.ts';
import { findingsOf } from './flow-findings.ts';
import { patientTree, tree } from './flows/menu-places.ts';
import { serveMenu } from './flows/menus.ts';
import type { Keeping } from './flows/stateful-menu.ts';

/** Levels of menus with three keys each, and how many places that makes. */
const sizes: readonly (readonly [depth: number, places: number])[] = [
  [3, 41],
  [4, 122],
  [5, 365],
];
/** The largest is walked where its state costs least; a file and a database are slow, and not otherwise than memory. */
const sizesBy = { url: sizes, memory: sizes, file: sizes.slice(0, 2), database: sizes.slice(0, 2) } as const;
/** Levels of the flow that is compared. */
const compared = 4;

/** How much a place may cost more in a large flow than in a small one: where each path is replayed, it is its length. */
const growth = 1.6;

const graphs = new Map<Keeping, Exploration['graph']>();

for (const keeping of ['url', 'memory', 'file', 'database'] as const) {
  test(`a flow without a fault that keeps its state by ${keeping} gives no finding, and costs what its places cost`, async () => {
    const costs: number[] = [];
    for (const [depth, places] of sizesBy[keeping]) {
      const menus = await serveMenu(tree(3, depth), keeping);
      const exploration = await explore(menus.bench);
      await menus.close();
      const { graph } = exploration;
      expect(findingsOf(exploration)).toEqual([]);
      expect(graph.nodes).toHaveLength(places);
      expect(graph.explored.cut).toEqual([]);
      expect(graph.explored.requests).toBe(menus.requests());
      costs.push(menus.requests() / places);
      if (depth === compared) graphs.set(keeping, graph);
    }
    expect(Math.max(...costs) / (costs[0] ?? 0), `requests per place: ${costs.join(', ')}`).toBeLessThan(growth);
    // 13 inputs at each of a third of the places, and a call costs its length.
    expect(Math.max(...costs)).toBeLessThan(keeping === 'url' ? 25 : 65);
  });
}

for (const keeping of ['url', 'memory'] as const) {
  test(`a flow by ${keeping} with ways back, repeats and attempts costs what its places cost`, async () => {
    const costs: number[] = [];
    for (const [depth, places] of [
      [2, 22],
      [3, 67],
    ] as const) {
      const menus = await serveMenu(patientTree(3, depth), keeping);
      const exploration = await explore(menus.bench);
      await menus.close();
      expect(findingsOf(exploration)).toEqual([]);
      // Each menu three times, each leaf, and the end.
      expect(exploration.graph.nodes).toHaveLength(places);
      costs.push(menus.requests() / places);
    }
    expect(Math.max(...costs) / (costs[0] ?? 0), `requests per place: ${costs.join(', ')}`).toBeLessThan(growth);
  });
}

test('where a flow keeps its state makes no difference to its graph', () => {
  const [memory, ...others] = (['memory', 'file', 'database'] as const).map((keeping) => graphs.get(keeping));
  expect(memory?.nodes).toHaveLength(122);
  for (const other of others) {
    expect(other?.nodes).toEqual(memory?.nodes);
    expect(other?.edges).toEqual(memory?.edges);
  }
  // In its URLs it shows, and nowhere else.
  const plain = (nodes: Exploration['graph']['nodes'] = []) => nodes.map(({ url: _, ...node }) => node);
  expect(plain(graphs.get('url')?.nodes)).toEqual(plain(memory?.nodes));
});

test('a graph is as its schema says, and every way leads from a place to a place', async () => {
  const { graph: isGraph } = await validators('graph');
  expect(graphs.size).toBe(4);
  for (const { version, root, nodes, edges, explored } of graphs.values()) {
    expect(isGraph({ version, root, nodes, edges, explored }), JSON.stringify(isGraph.errors)).toBe(true);
    const ids = new Set(nodes.map(({ id }) => id));
    expect(ids.size).toBe(nodes.length);
    expect(edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
  }
});
