import type { GraphNode } from '../../../spec/index.ts';
import type { Successors } from '../../graph/successors.ts';
import { isAgain } from '../menus.ts';
import type { FlowFinding } from '../rule.ts';
import type { Pair, Side } from './pairs.ts';

/**
 * A key that led to the same in both languages at first, and does so no more in one of them when the menu comes again.
 * What one language alone offers, and how often a menu may come again, are equal in both or never were.
 */
export function roundFaults(pairs: readonly Pair[], ways: Successors): readonly FlowFinding[] {
  return pairs.flatMap((pair) => {
    const menus = menusOf(pair);
    const first = menus && pairs.find((each) => each !== pair && isEarlier(each, pair, ways));
    const before = first && menusOf(first);
    if (!menus || !before) return [];
    return menus.one.announced.flatMap((key): FlowFinding[] => {
      const all = [before.one, before.other, menus.one, menus.other].map((menu) => ways.after(menu, key));
      if (all.some((met) => met.length === 0 || met.some(({ problem }) => problem))) return [];
      const [usual, usualOther, own, others] = all.map(formOf);
      if (usual !== usualOther) return [];
      if (own === usual && others !== usual) return [foundAt(pair.other, pair.one, key)];
      return others === usual && own !== usual ? [foundAt(pair.one, pair.other, key)] : [];
    });
  });
}

function foundAt(side: Side, than: Side, key: string): FlowFinding {
  const expected = `key ${key} to do what it did before, as in ${than.language} after ${than.path.join(', ')}`;
  return { path: [...side.path, key], expected, actual: `something else in ${side.language}` };
}

/** Two menus that name the same keys. */
function menusOf({ one, other }: Pair): { readonly one: GraphNode; readonly other: GraphNode } | undefined {
  const [place, placeOther] = [one.met.at(-1), other.met.at(-1)];
  if (place?.ends !== 'gather' || placeOther?.ends !== 'gather' || place.announced.length < 2) return undefined;
  return place.announced.join() === placeOther.announced.join() ? { one: place, other: placeOther } : undefined;
}

function isEarlier(first: Pair, later: Pair, ways: Successors): boolean {
  const [before, menus] = [menusOf(first), menusOf(later)];
  if (!before || !menus || first.one.path.length >= later.one.path.length) return false;
  return isAgain(ways, menus.one, before.one) && isAgain(ways, menus.other, before.other);
}

/** What is done, without the words. */
export function formOf(met: readonly GraphNode[]): string {
  return JSON.stringify(met.map(({ actions, ends: end }) => [actions.map(({ name }) => name), end]));
}
