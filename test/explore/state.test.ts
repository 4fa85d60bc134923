import { expect, _baseTest as test } from '@playwright/test';
import { explore } from '../../flows/explore/explore.ts';
import { statePerCall } from '../../suites/flow/state.ts';
import { runRequirement } from '../../suites/run.ts';
import { findingsOf } from './flow-findings.ts';
import { asks, type Menu, type Place, says, tree } from './flows/menu-places.ts';
import { serveMenu } from './flows/menus.ts';
import { type Integration, serveFlow } from './flows/serve-flow.ts';

const operator: Place = { actions: [{ transfer: { destination: '+12025550199' } }] };
const sales: Place = { actions: [{ transfer: { destination: '+12025550111' } }] };
const support: Place = { actions: [{ transfer: { destination: '+12025550122' } }] };

async function explored(menu: Menu, keeping: Parameters<typeof serveMenu>[1]) {
  const menus = await serveMenu(menu, keeping);
  try {
    return await explore(menus.bench);
  } finally {
    await menus.close();
  }
}

test('one variable for all calls is found', async () => {
  const { nondeterminism } = await explored(tree(3, 3), 'module');
  expect(nondeterminism).toBeDefined();
  const menus = await serveMenu(tree(3, 3), 'module');
  const result = await runRequirement(statePerCall, menus.bench, { command: 'mvk check', callCommand: 'mvk call' });
  await menus.close();
  expect(result.outcome).toBe('failed');
});

for (const keeping of ['url', 'memory', 'file', 'database'] as const) {
  for (const [spent, place] of [
    ['goodbye', says('Goodbye.')],
    ['operator', operator],
  ] as const) {
    test(`attempts that are counted by ${keeping} and end at the ${spent} are told apart`, async () => {
      const ask = asks('Press 1 for sales or 2 for support.', { 1: 'sales', 2: 'support' });
      const menu = { start: { ...ask, attempts: 3, spent }, sales, support, [spent]: place };
      const exploration = await explored(menu, keeping);
      const { nodes, edges } = exploration.graph;
      expect(findingsOf(exploration)).toEqual([]);
      expect(nodes.map(({ path, ends }) => `${path.join()} ${ends}`)).toEqual([
        ' gather',
        '1 transfer',
        '2 transfer',
        '3 gather',
        '3,3 gather',
        `3,3,3 ${place === operator ? 'transfer' : 'list'}`,
      ]);
      const silence = edges.filter(({ input }) => input === 'wait');
      expect(silence.map(({ from, to }) => `${from} ${to}`)).toEqual(['n1 n4', 'n4 n5', 'n5 n6']);
    });
  }
}

test('a count that only wrong keys make, and silence does not, is told apart, too', async () => {
  const ask = asks('Press 1 for sales or 2 for support.', { 1: 'sales', 2: 'support', '': 'goodbye' });
  const menu = {
    start: { ...ask, attempts: 2, spent: 'operator' },
    sales,
    support,
    operator,
    goodbye: says('Goodbye.'),
  };
  const exploration = await explored(menu, 'memory');
  expect(findingsOf(exploration)).toEqual([]);
  expect(exploration.graph.nodes.map(({ path }) => path.join())).toEqual(['', '1', '2', '3', 'wait', '3,3']);
});

test('a menu that knows what came before is told apart where its keys lead elsewhere', async () => {
  const ask = 'Press 1 for opening hours or 2 for your balance.';
  const ways = { '*': 'goodbye', '': 'goodbye', 1: 'hours' };
  const menu = {
    start: asks(ask, { ...ways, 2: 'login' }),
    login: asks('Press 5 to log in.', { 5: 'known', '*': 'goodbye', '': 'goodbye' }),
    known: asks(ask, { ...ways, 2: 'balance' }),
    hours: says('We are always open. Goodbye.'),
    balance: says('You have ten dollars. Goodbye.'),
    goodbye: says('Goodbye.'),
  };
  const exploration = await explored(menu, 'memory');
  expect(findingsOf(exploration)).toEqual([]);
  expect(exploration.graph.nodes.map(({ path }) => path.join())).toEqual(['', '1', '2', '3', '2,5', '2,5,2']);
});

test('what is new in each call, such as the number of a ticket, is no other place', async () => {
  let ticket = 4711;
  const menu: Menu = (name) =>
    name === 'start'
      ? asks('Press 1 for a ticket or 2 for a meeting.', { 1: 'ticket', 2: 'room', '*': 'sorry', '': 'sorry' })
      : name === 'ticket'
        ? says(`Your ticket is number ${ticket++}. Goodbye.`)
        : name === 'room'
          ? { actions: [{ conference: { room: `room-${ticket++}` } }] }
          : says('That was no choice. Goodbye.');
  const exploration = await explored(menu, 'memory');
  expect(findingsOf(exploration)).toEqual([]);
  const [, said, met] = exploration.graph.nodes.map(({ actions }) => actions.at(-1)?.parameters);
  expect([said?.text, met?.room]).toEqual(['Your ticket is number <varies>. Goodbye.', 'room-<varies>']);
});

test('the time of day is no other place', async () => {
  let requests = 0;
  const menu: Menu = (name) =>
    name === 'start'
      ? asks(`It is 14:0${Math.min(9, Math.floor(requests++ / 20))}. Press 1 for sales or 2 for support.`, {
          1: 'sales',
          2: 'support',
          '*': 'goodbye',
          '': 'goodbye',
        })
      : ({ sales, support, goodbye: says('Goodbye.') } as Record<string, Place>)[name];
  const exploration = await explored(menu, 'memory');
  expect(findingsOf(exploration)).toEqual([]);
  expect(exploration.graph.nodes[0]?.actions[0]?.parameters.prompt).toMatch(/^It is \d+:<varies>\. /);
});

for (const [speed, answerMs] of [
  ['at once', 0],
  ['slowly, so that calls overlap', 40],
] as const) {
  for (const keeping of ['url', 'memory'] as const) {
    test(`a greeting by what the caller before pressed is found where state is kept by ${keeping} and answers come ${speed}`, async () => {
      const served = await serveFlow(greeting(keeping, answerMs));
      const { nondeterminism } = await explore(served.bench);
      await served.close();
      expect(nondeterminism?.path).toEqual([]);
    });
  }
}

/** A menu that greets a caller by the key of the call before: 9 alone makes a difference. */
function greeting(keeping: 'url' | 'memory', answerMs: number): Integration {
  const pressed = new Map<string, string>();
  let last = '';
  return {
    gathered: (callId, digits) => void pressed.set(callId, digits),
    async answer({ url, callId }) {
      await new Promise((resolve) => setTimeout(resolve, answerMs));
      const menu = { prompt: 'Press 1 for sales or 2 for support.', num_digits: 1, timeout_seconds: 5 };
      const target = `${url.origin}/menu${keeping === 'url' ? '?at=menu' : ''}`;
      if (url.pathname !== '/menu') {
        const greetings = last === '9' ? [{ say: { text: 'Welcome back.' } }] : [];
        return { text: JSON.stringify({ actions: [...greetings, { gather: menu }, { redirect: { url: target } }] }) };
      }
      last = pressed.get(callId) ?? '';
      return { text: JSON.stringify({ actions: [{ say: { text: `You pressed ${last}. Goodbye.` } }] }) };
    },
  };
}
