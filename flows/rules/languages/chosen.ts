import type { GraphNode } from '../../../spec/index.ts';
import { offersLanguages, spokenLanguage } from '../../graph/language.ts';
import { spokenIn } from '../../graph/spoken.ts';
import type { Successors } from '../../graph/successors.ts';
import type { FlowFinding } from '../rule.ts';
import type { LanguageMenu, Offer } from './offer.ts';

/** Where a caller is who chose a language, and what led there. */
interface Place {
  readonly node: GraphNode;
  readonly path: readonly string[];
}

/**
 * Texts in another language than the caller chose, however far behind the menu of languages: what is said in between may
 * be too short to tell its language. Places that several languages share say nothing.
 */
export function spokenInAnother({ menu, offers }: LanguageMenu, ways: Successors): readonly FlowFinding[] {
  const reached = offers.map((offer) => ({ offer, places: placesBehind(menu, offer, ways) }));
  const times = new Map<GraphNode, number>();
  for (const { places } of reached) for (const { node } of places) times.set(node, (times.get(node) ?? 0) + 1);
  return reached.flatMap(({ offer: { language, key }, places }) =>
    places.flatMap(({ node, path }): FlowFinding[] => {
      if (times.get(node) !== 1) return [];
      return ways.inputs(node).flatMap((input): FlowFinding[] => {
        const met = ways.after(node, input);
        const texts = met.flatMap(spokenIn);
        const isShared = met.some((each) => (times.get(each) ?? 1) > 1);
        if (isShared || texts.some(offersLanguages)) return [];
        const other = texts.find((text) => (spokenLanguage(text) ?? language) !== language);
        if (other === undefined) return [];
        const shown = JSON.stringify(other.length > 80 ? `${other.slice(0, 79)}…` : other);
        return [
          {
            path: [...path, input],
            expected: `${language}, which the caller chose by key ${key}`,
            actual: `${spokenLanguage(other)}: ${shown}`,
          },
        ];
      });
    }),
  );
}

/** The questions behind a key of a menu of languages, up to where languages are offered again. */
function placesBehind(menu: GraphNode, { key }: Offer, ways: Successors): readonly Place[] {
  const places: Place[] = [];
  const known = new Set<GraphNode>([menu]);
  const add = (path: readonly string[], met: readonly GraphNode[]) => {
    const last = met.at(-1);
    if (last?.ends !== 'gather' || known.has(last) || met.flatMap(spokenIn).some(offersLanguages)) return;
    known.add(last);
    places.push({ node: last, path });
  };
  add([...menu.path, key], ways.after(menu, key));
  for (const { node, path } of places)
    for (const input of ways.inputs(node)) add([...path, input], ways.after(node, input));
  return places;
}
