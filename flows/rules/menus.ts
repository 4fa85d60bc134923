import type { GraphNode } from '../../spec/index.ts';
import { keys } from '../inputs.ts';
import type { Ways } from '../ways.ts';
import { isUndeclared } from './gathers.ts';
import type { Finding, Rule } from './rule.ts';

export const invalidDistinct: Rule = {
  id: 'flow.gather.invalid-distinct',
  of: 'gather whose prompt names two keys or more',
  judge(_, ways) {
    const menus = menusOf(ways, 2);
    const findings = menus.flatMap((menu): Finding[] => {
      const silent = ends(ways, menu, 'wait');
      for (const key of ways.inputs(menu).filter((input) => isUndeclared(input, menu))) {
        const where = ends(ways, menu, key);
        const named = menu.announced.find((each) => ends(ways, menu, each) === where);
        if (named === undefined || where === undefined || where === silent || !isService(ways, menu, key)) continue;
        const expected = `key ${key}, which the prompt does not name, not to end where key ${named} does`;
        return [{ path: [...menu.path, key], expected, actual: `the same: ${where}` }];
      }
      return [];
    });
    return { findings, looked: menus.length };
  },
};

export const announcedKeys: Rule = {
  id: 'flow.gather.announced-keys',
  of: 'gather whose prompt names keys',
  judge(_, ways) {
    const menus = menusOf(ways, 1);
    const findings = menus.flatMap((menu) => {
      const invalid = ways.inputs(menu).find((input) => isUndeclared(input, menu)) ?? 'wait';
      const path = ways.after(menu, invalid)[0];
      return menu.announced.flatMap((key): Finding[] => {
        const own = ways.after(menu, key)[0];
        if (!own || own !== path || own.problem || isService(ways, menu, key) || mayRepeat(menu, key)) return [];
        const expected = `key ${key}, which the prompt names, to lead somewhere of its own`;
        const actual = `what ${invalid === 'wait' ? 'entering nothing' : `key ${invalid}`} leads to`;
        return [{ path: [...menu.path, key], expected, actual }];
      });
    });
    return { findings, looked: menus.length };
  },
};

/** Menus whose digits lead somewhere: not the last of their list, and not redirected to what cannot be asked. */
function menusOf(ways: Ways, named: number): readonly GraphNode[] {
  return ways.nodes.filter((node) => {
    if (node.ends !== 'gather' || node.announced.length < named) return false;
    const next = ways.after(node, node.announced[0] ?? '').at(-1);
    return next !== undefined && next.ends !== 'elsewhere' && (next.ends !== 'list' || next.actions.length > 0);
  });
}

/** Where an input ends, in words: equal words are the same place. */
function ends(ways: Ways, menu: GraphNode, input: string): string | undefined {
  const last = ways.after(menu, input).at(-1);
  const action = last?.actions.at(-1);
  if (!last || last.problem) return undefined;
  const { destination, to, room } = action?.parameters ?? {};
  const target = destination ?? to ?? room;
  if (last.ends === 'transfer' || last.ends === 'bridge') return `a ${last.ends} to ${String(target)}`;
  return last.ends === 'conference' ? `the conference ${String(target)}` : `place ${last.id} of the call flow`;
}

/** Somebody is reached, or another menu: not a remark that the key was wrong, nor the same menu once more. */
function isService(ways: Ways, menu: GraphNode, input: string): boolean {
  const last = ways.after(menu, input).at(-1);
  if (!last || last === menu) return false;
  if (last.ends !== 'gather') return ['transfer', 'bridge', 'conference'].includes(last.ends);
  return last.announced.join() !== menu.announced.join() && last.path.length > menu.path.length;
}

/** Words near a key that ask for what invalid input may well give: the menu again, or the end. */
const again =
  /again|repeat|replay|return|back|previous|main menu|start over|hang up|end\b|exit|quit|cancel|goodbye|wiederhol|zurück|beenden|répét|retour|repetir|volver|salir|ripet|tornare|herhaal|terug/i;

function mayRepeat({ actions }: GraphNode, key: string): boolean {
  const text = actions.map(({ parameters: { text, prompt } }) => `${text ?? ''} ${prompt ?? ''}`).join(' ');
  const parts = text.split(new RegExp(`(?<![\\w.+-])([${keys.join('')}]|zero|star|pound|hash)(?!\\w)`, 'i'));
  const words: Readonly<Record<string, string>> = { zero: '0', star: '*', pound: '#', hash: '#' };
  return parts.some((part, index) => {
    if ((words[part.toLowerCase()] ?? part) !== key) return false;
    return again.test(`${parts[index - 1] ?? ''} ${parts[index + 1] ?? ''}`);
  });
}
