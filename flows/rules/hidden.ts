import type { GraphNode } from '../../spec/index.ts';
import type { Successors } from '../graph/successors.ts';
import { ends, isService, menusOf } from './menus.ts';
import type { FlowFinding, Rule } from './rule.ts';

/** Keys of which callers know by habit: the operator, and ways back. */
const byHabit: ReadonlySet<string> = new Set(['0', '*', '#']);

export const hiddenKeys: Rule = {
  id: 'flow.gather.hidden-keys',
  of: 'gather whose prompt names keys',
  judge(walked, ways) {
    const menus = menusOf(walked, ways, 1);
    const findings = menus.flatMap((menu) => {
      const unnamed = ways.inputs(menu).filter((key) => /^\d$/.test(key) && !menu.announced.includes(key));
      const others = [...menu.announced, 'wait'].map((key) => ends(ways, menu, key));
      return unnamed.flatMap((key): FlowFinding[] => {
        const where = ends(ways, menu, key);
        if (byHabit.has(key) || where === undefined || others.includes(where)) return [];
        if (!isService(ways, menu, key) && !isAlone(ways, menu, key, unnamed)) return [];
        // An answer that cannot be played as it came leads nowhere that is known.
        if (ways.after(menu, key).some(({ problem }) => problem)) return [];
        // A default branch is judged by another rule.
        if (unnamed.some((other) => other !== key && ends(ways, menu, other) === where)) return [];
        const expected = `key ${key}, which leads to a place of its own, to be named by the prompt`;
        return [{ path: [...menu.path, key], expected, actual: `a prompt that does not name it, and ${where}` }];
      });
    });
    return { findings, looked: menus.length };
  },
};

/** Other keys of which the prompt says nothing, of which all do one thing: then what another one does is no remark on it. */
const enough = 3;

/** Whether an unnamed key ends the call on words of its own, where all the others do one and the same. */
function isAlone(ways: Successors, menu: GraphNode, key: string, unnamed: readonly string[]): boolean {
  const others = unnamed.filter((other) => other !== key && !byHabit.has(other));
  const places = new Set(others.map((other) => ends(ways, menu, other)));
  return others.length >= enough && places.size === 1 && ways.after(menu, key).at(-1)?.ends === 'list';
}
