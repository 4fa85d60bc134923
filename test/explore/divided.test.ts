import { expect, _baseTest as test } from '@playwright/test';
import { rules } from '../../flows/rules/index.ts';
import { judge } from '../../flows/rules/rule.ts';
import { mergeGraphs } from '../../flows/shard/merge.ts';
import { validators } from '../../spec/index.ts';
import { asks, type Place, says, tree } from './flows/menu-places.ts';
import type { Keeping } from './flows/stateful-menu.ts';
import { partsOf, sharesOf, walked } from './sharded-run.ts';

const record = { start_recording: {} };
const stop = { stop_recording: {} };

/** A tree of menus with some places changed: each of them is named by its keys. */
function changed(depth: number, change: (name: string, place: Place) => Place | undefined): Record<string, Place> {
  const places = tree(3, depth);
  return Object.fromEntries(Object.entries(places).map(([name, place]) => [name, change(name, place) ?? place]));
}
const withNext = (place: Place, more: Readonly<Record<string, string>>): Place => ({
  ...place,
  next: { ...place.next, ...more },
});
const leads = (name: string, place: Place) => name !== 'start' && place.next !== undefined;

/** Flows whose parts stand for themselves, with what is wrong in them. */
const flows: Readonly<Record<string, readonly [menu: Record<string, Place>, findings: readonly string[]]>> = {
  'a tree': [tree(3, 4), []],
  'ways back to the main menu': [
    changed(4, (name, place) => (leads(name, place) ? withNext(place, { '*': 'start' }) : undefined)),
    [],
  ],
  'ways into other branches': [
    changed(4, (name, place) => (/^start[12]{3}$/.test(name) ? withNext(place, { 3: 'start333' }) : undefined)),
    [],
  ],
  'a subtree that is shared': [
    {
      ...changed(4, (name, place) => (/^start...$/.test(name) ? withNext(place, { 2: 'shared' }) : undefined)),
      shared: asks('Press 1 for the office, 2 for the shop.', {
        1: 'shared1',
        2: 'shared2',
        '*': 'sorry',
        '': 'sorry',
      }),
      shared1: { actions: [{ transfer: { destination: '+12025550141' } }] },
      shared2: { actions: [{ transfer: { destination: '+12025550142' } }] },
    },
    [],
  ],
  'messages that are recorded': [
    changed(4, (name, _place) =>
      /^start....$/.test(name)
        ? { actions: [record, ...says('Speak now.').actions, stop, says('Thanks.').actions[0]] }
        : undefined,
    ),
    [],
  ],
  'callers who are never let go': [
    changed(4, (_, place) => (place.next ? withNext(place, { '': 'start' }) : undefined)),
    ['flow.silence.ends'],
  ],
  'places that are silent too long, and one that is not there': [
    {
      ...changed(4, (name, _place) =>
        name === 'start2121'
          ? says('word '.repeat(80))
          : name === 'start1222'
            ? { actions: [{ redirect: { url: '{origin}/gone' } }] }
            : undefined,
      ),
    },
    ['flow.redirect.valid', 'flow.prompt.short'],
  ],
};

for (const [index, [name, [menu, wrong]]] of Object.entries(flows).entries()) {
  for (const keeping of ['url', 'memory'] as const) {
    test(`${name}, kept by ${keeping}: the parts together are the whole`, async () => {
      const { exploration: whole, requests } = await walked(menu, keeping);
      const found = rules.map((rule) => judge(rule, whole));
      expect(rules.filter((_, at) => found[at]?.findings.length).map(({ id }) => id)).toEqual(wrong);
      // By turns into two, three and five parts.
      const total = [2, 3, 5][index % 3] ?? 2;
      const shares = await sharesOf(total, (slice) => walked(menu, keeping, slice));
      const together = mergeGraphs(partsOf(shares) ?? []);
      expect(together?.graph.nodes).toEqual(whole.graph.nodes);
      expect(together?.graph.edges).toEqual(whole.graph.edges);
      expect(together && rules.map((rule) => judge(rule, together))).toEqual(found);
      for (const share of shares) expect(share.requests / requests).toBeLessThan(0.8);
    });
  }
}

const wrongIn213 = (change: (place: Place) => Place) =>
  changed(4, (name, place) => (name === 'start213' ? change(place) : undefined));

/** What does not stand for itself, all of it behind the keys 2, 1 and 3. */
const joint: Readonly<Record<string, readonly [menu: Record<string, Place>, keeping: Keeping]>> = {
  'attempts that are counted in memory': [
    wrongIn213(({ actions, next: { '*': _, '': __, ...next } = {} }) => ({
      actions,
      next,
      attempts: 3,
      spent: 'sorry',
    })),
    'memory',
  ],
  'a recording that leads back to the main menu': [
    wrongIn213((place) => ({ ...withNext(place, { '*': 'start' }), actions: [record, ...place.actions] })),
    'url',
  ],
  'silence that is not answered': [
    { ...wrongIn213((place) => withNext(place, { '': 'gone' })), gone: { actions: [], fault: 500 } },
    'url',
  ],
  'an odd answer': [
    changed(4, (name) =>
      name === 'start2131' ? { actions: [{ say: { text: 'Goodbye.', mood: 'glad' } }] } : undefined,
    ),
    'url',
  ],
};

for (const [name, [menu, keeping]] of Object.entries(joint)) {
  test(`${name}: the machine that meets it walks everything`, async () => {
    const { exploration: whole } = await walked(menu, keeping);
    const shares = await sharesOf(2, (slice) => walked(menu, keeping, slice));
    const alone = shares.map(({ exploration }) => exploration).filter(({ graph }) => !graph.part);
    expect(alone).toHaveLength(1);
    expect(alone[0]?.graph.nodes).toEqual(whole.graph.nodes);
    expect(alone[0]?.graph.edges).toEqual(whole.graph.edges);
  });
}

test('a small flow is walked as a whole by each machine', async () => {
  const { exploration: whole } = await walked(tree(3, 2), 'url');
  const { exploration } = await walked(tree(3, 2), 'url', { index: 2, total: 2 });
  // Where answers take long, several calls are made at once, and some of them for nothing.
  const { explored: _some, ...own } = exploration.graph;
  const { explored: _all, ...all } = whole.graph;
  expect(own).toEqual(all);
  expect(own.part).toBeUndefined();
});

test('a part is written as its schema says, and parts of different flows do not fit together', async () => {
  const { graph: isGraph } = await validators('graph');
  const greeting = changed(4, (name, place) =>
    name === 'start' ? { ...place, actions: [...says('Welcome.').actions, ...place.actions] } : undefined,
  );
  const [one] = partsOf([await walked(tree(3, 4), 'url', { index: 1, total: 2 })]) ?? [];
  const [other] = partsOf([await walked(greeting, 'url', { index: 2, total: 2 })]) ?? [];
  if (!one || !other) throw new Error('the flows were not divided');
  expect(isGraph(one), JSON.stringify(isGraph.errors)).toBe(true);
  expect(mergeGraphs([one, other])).toBeUndefined();
  expect(mergeGraphs([one])).toBeUndefined();
});
