import type { GraphNode } from '../../spec/index.ts';
import { spokenIn } from '../graph/spoken.ts';
import type { Successors } from '../graph/successors.ts';
import { about } from './look.ts';

/** Letters of a word that say what it is about, in each of its forms. */
const stem = 5;
/** Words about pressing keys. */
const pressing = /^(?:press|please|enter|bitte|drück|appuy|puls|premi|druk|toets|tast)/;

/** Whether a key leads to words that the prompt has about the other key, and to none that it has about this one. */
export function isMisplaced(menu: GraphNode, key: string, other: string, ways: Successors): boolean {
  return sharesWords(menu, key, other, ways) && !sharesWords(menu, key, key, ways);
}

/** Whether a key leads to words that the prompt has about a key. */
export function sharesWords(menu: GraphNode, key: string, named: string, ways: Successors): boolean {
  const heard = stemsOf(ways.after(menu, key).flatMap(spokenIn).join(' '));
  return [...stemsOf(about(menu, named))].some((word) => heard.has(word));
}

function stemsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return new Set(
    words.filter((word) => word.length >= stem && !pressing.test(word)).map((word) => word.slice(0, stem)),
  );
}

/** Two keys of a menu that each lead to the words about the other one: behind a further question, both may be spoken of. */
export function exchangedKeys(menu: GraphNode, ways: Successors): readonly [string, string] | undefined {
  const keys = menu.announced.filter((key) => {
    const last = ways.after(menu, key).at(-1);
    return last && last.ends !== 'gather' && !last.problem;
  });
  for (const [index, one] of keys.entries()) {
    const other = keys
      .slice(index + 1)
      .find((each) => isMisplaced(menu, one, each, ways) && isMisplaced(menu, each, one, ways));
    if (other !== undefined) return [one, other];
  }
  return undefined;
}
