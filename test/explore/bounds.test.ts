import { expect, _baseTest as test } from '@playwright/test';
import type { Exploration } from '../../flows/explore/exploration.ts';
import { explore } from '../../flows/explore/explore.ts';
import { cutSentence } from '../../flows/graph/limits.ts';
import { findingsOf } from './flow-findings.ts';
import { asks, type Menu } from './flows/menu-places.ts';
import { serveMenu } from './flows/menus.ts';
import type { Keeping } from './flows/stateful-menu.ts';

const keys = [...'1234567890*#'];

/** Every key leads to a new place, and so does silence. */
const endless: Menu = (name) => {
  const next = Object.fromEntries([...keys.map((key) => [key, `${name}${keys.indexOf(key)}.`]), ['', `${name}w.`]]);
  return asks(`You are at ${name}. Press 1 or 2 to go on.`, next);
};

async function cutAt(
  flow: Record<string, number>,
  keeping: Keeping = 'memory',
  menu: Menu = endless,
): Promise<Exploration> {
  const menus = await serveMenu(menu, keeping, { flow });
  try {
    return await explore(menus.bench);
  } finally {
    await menus.close();
  }
}

test('a flow without end stops at maxStates', async () => {
  const { graph } = await cutAt({ maxStates: 40 });
  expect(graph.nodes).toHaveLength(40);
  // 13 ways from each of 40 places, of which 39 led to one.
  expect(graph.explored.cut).toEqual([{ bound: 'maxStates', left: 40 * 13 - 39 }]);
  expect(cutSentence(graph.explored)).toBe(
    'Not the whole call flow was walked: flow.maxStates was reached (40), 481 turns of a caller left untried.',
  );
});

test('a flow without end stops at maxDepth', async () => {
  const { graph } = await cutAt({ maxDepth: 2 });
  expect(graph.nodes).toHaveLength(1 + 13 + 13 * 13);
  expect(graph.explored.cut).toEqual([{ bound: 'maxDepth', left: 13 * 13 * 13 }]);
});

test('a flow without end stops at maxRequests', async () => {
  const { graph } = await cutAt({ maxRequests: 200 });
  const [cut, ...others] = graph.explored.cut;
  expect(cut?.bound).toBe('maxRequests');
  // Each place but the first was a turn of a caller.
  expect(cut?.left).toBe(graph.nodes.length * 13 - (graph.nodes.length - 1));
  expect(others).toEqual([]);
  // The call that was going on is played to its end.
  expect(graph.explored.requests).toBeLessThan(200 + 40);
});

test('a walk that is stopped keeps what it found, and says so', async () => {
  const menus = await serveMenu(endless, 'memory');
  const own = new AbortController();
  try {
    const walking = explore(menus.bench, undefined, undefined, {
      stop: own.signal,
      begun(drawn) {
        const timer = setInterval(() => {
          if (drawn().nodes.length < 30) return;
          clearInterval(timer);
          own.abort();
        }, 1);
      },
    });
    const { graph } = await walking;
    expect(graph.nodes.length).toBeGreaterThanOrEqual(30);
    expect(graph.explored.cut).toEqual([
      { bound: 'stopped', left: graph.nodes.length * 13 - (graph.nodes.length - 1) },
    ]);
    expect(cutSentence(graph.explored)).toContain('it was stopped');
  } finally {
    await menus.close();
  }
});

test('a bound leaves the first answer in', async () => {
  const { graph } = await cutAt({ maxStates: 1, maxDepth: 1, maxRequests: 1 });
  expect(graph.nodes).toHaveLength(1);
  expect(graph.explored.cut.length).toBeGreaterThan(0);
});

test('a silent caller who is asked ever new things is found, though the graph never comes round', async () => {
  const asked: Menu = (name) => ({
    ...asks(`This is attempt ${name}. Press 1 to go on.`, { 1: 'end', '*': 'bye', '': `${Number(name) || 0}1` }),
    ...(['end', 'bye'].includes(name) && { actions: [{ say: { text: `This is the ${name}. Goodbye.` } }] }),
  });
  const exploration = await cutAt({}, 'memory', asked);
  expect(findingsOf(exploration).map(({ id }) => id)).toEqual(['flow.silence.ends']);
});

test('a flow that is cut at 2,000 places takes little memory', async () => {
  const before = process.memoryUsage().heapUsed;
  const { graph } = await cutAt({ maxStates: 2_000 }, 'url');
  expect(graph.nodes).toHaveLength(2_000);
  // Most of it is what the judge made of each answer; the server's tables are within.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 1024 * 1024);
});
