import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { explore } from '../../flows/explore/explore.ts';
import { findingsOf } from './flow-findings.ts';
import { faults } from './flows/menu-faults.ts';
import { tree } from './flows/menu-places.ts';
import { serveMenu } from './flows/menus.ts';
import type { Keeping } from './flows/stateful-menu.ts';

/** Where each fault is planted: menus of the lowest level and one of their keys, by the seed. */
function places(depth: number, seed: number): readonly { readonly menu: string; readonly key: string }[] {
  const lowest = Object.keys(tree(3, depth)).filter((name) => name.length === 'start'.length + depth - 1);
  const count = { minLength: faults.length, maxLength: faults.length };
  const chosen = fc.tuple(fc.shuffledSubarray(lowest, count), fc.array(fc.constantFrom('1', '2', '3'), count));
  const [[menus, keys] = [[], []]] = fc.sample(chosen, { seed, numRuns: 1 });
  return menus.map((menu, index) => ({ menu, key: keys[index] ?? '' }));
}

/** By how state is kept: the levels of menus, and the seed. */
const runs: readonly (readonly [Keeping, number, number])[] = [
  ['url', 5, 1],
  ['memory', 4, 3],
  ['database', 4, 5],
];

for (const [keeping, depth, seed] of runs) {
  test(`${faults.length} faults in random places of a flow by ${keeping} are found, each by its rule (seed ${seed})`, async () => {
    const menu = tree(3, depth);
    const planted = places(depth, seed);
    for (const [index, { menu: name, key }] of planted.entries()) {
      faults[index]?.plant(menu, { menu: name, leaf: name + key, key });
    }
    const menus = await serveMenu(menu, keeping);
    const exploration = await explore(menus.bench);
    await menus.close();
    const found = findingsOf(exploration);
    const at = (name: string) => found.filter(({ path }) => `start${path.slice(0, depth - 1).join('')}` === name);
    const ids = planted.map(({ menu: name }, index) => [
      faults[index]?.name,
      [...new Set(at(name).map(({ id }) => id))].sort(),
    ]);
    expect(ids).toEqual(faults.map(({ name, finds }) => [name, [...finds].sort()]));
    const known = new Set(planted.flatMap(({ menu: name }) => at(name)));
    expect(found.filter((each) => !known.has(each))).toEqual([]);
  });
}
