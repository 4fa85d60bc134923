import type { GraphNode } from '../../../spec/index.ts';
import { targetsOf } from '../../../spec/index.ts';
import type { Successors } from '../../graph/successors.ts';
import { isMisplaced, sharesWords } from '../misplaced.ts';

/**
 * Two keys that both menus name, and that lead to each other's places in one of them: `place`, as what is said there is
 * what its prompt says of the other key. Menus may well have another order in another language.
 */
export function swappedKeys(
  place: GraphNode,
  model: GraphNode,
  ways: Successors,
): readonly [string, string] | undefined {
  const keys = place.announced.filter((key) => model.announced.includes(key));
  for (const [index, one] of keys.entries()) {
    for (const other of keys.slice(index + 1)) {
      const isSwapped = forms.some((form) => {
        const [here, there] = [place, model].map((node) => [one, other].map((key) => form(ways.after(node, key))));
        return here?.[0] === there?.[1] && here?.[1] === there?.[0] && here?.[0] !== here?.[1];
      });
      if (isSwapped && (isMisplaced(place, one, other, ways) || isMisplaced(place, other, one, ways)))
        return [one, other];
      const isAlike = forms.some((form) =>
        [one, other].every((key) => form(ways.after(place, key)) === form(ways.after(model, key))),
      );
      if (isAlike && isRenamed(place, model, one, other, ways)) return [one, other];
      if (isAlike && isRenamed(place, model, other, one, ways)) return [other, one];
    }
  }
  return undefined;
}

/** What is done, with and without where it leads to: each language may have numbers of its own. */
const forms = [
  (met: readonly GraphNode[]) =>
    JSON.stringify(met.map(({ actions, ends }) => [actions.map((each) => [each.name, targetsOf(each)]), ends])),
  (met: readonly GraphNode[]) =>
    JSON.stringify(met.map(({ actions, ends }) => [actions.map(({ name }) => name), ends])),
];

/**
 * Whether the keys do the same in both menus, and one prompt says of them what the other key does: the words of the
 * model show that what is said there is known by its words.
 */
function isRenamed(place: GraphNode, model: GraphNode, key: string, other: string, ways: Successors): boolean {
  return (
    isMisplaced(place, key, other, ways) &&
    !sharesWords(place, other, other, ways) &&
    sharesWords(model, key, key, ways) &&
    !sharesWords(model, key, other, ways)
  );
}
