import type { GraphNode } from '../../../spec/index.ts';
import { offeredLanguage, offersLanguages, spokenLanguage } from '../../graph/language.ts';
import { spokenIn } from '../../graph/spoken.ts';
import type { Successors } from '../../graph/successors.ts';
import { about } from '../look.ts';
import type { FlowFinding, Rule } from '../rule.ts';
import { spokenInAnother } from './chosen.ts';
import type { LanguageMenu, Offer } from './offer.ts';

export const languageKept: Rule = {
  id: 'flow.language.kept',
  of: 'gather whose language is certain, or that offers languages',
  judge(_, ways) {
    const gathers = ways.nodes.filter((node) => node.ends === 'gather' && languageAt(node) !== undefined);
    const findings = gathers.flatMap((node) => {
      const language = languageAt(node);
      return ways.inputs(node).flatMap((input): FlowFinding[] => {
        const next = ways.after(node, input).flatMap(spokenIn);
        // A menu of languages is spoken in all of them.
        if (next.some(offersLanguages)) return [];
        const other = next.find((text) => (spokenLanguage(text) ?? language) !== language);
        if (other === undefined) return [];
        const shown = JSON.stringify(other.length > 80 ? `${other.slice(0, 79)}…` : other);
        return [
          {
            path: [...node.path, input],
            expected: `${language}, as before the caller did that`,
            actual: `${spokenLanguage(other)}: ${shown}`,
          },
        ];
      });
    });
    const menus = languageMenus(ways);
    const chosen = menus.flatMap((each) => [...answeredInAnother(each, ways), ...spokenInAnother(each, ways)]);
    const isKnown = ({ path }: FlowFinding) => findings.some((each) => each.path.join() === path.join());
    return {
      findings: [...findings, ...chosen.filter((each) => !isKnown(each))],
      looked: gathers.length + menus.length,
    };
  },
};

/** The keys of a menu that each stand for another language. */
function offersOf(node: GraphNode): readonly Offer[] {
  if (node.ends !== 'gather') return [];
  const offers = node.announced.flatMap((key): Offer[] => {
    const language = offeredLanguage(about(node, key));
    return language === undefined ? [] : [{ key, language }];
  });
  return new Set(offers.map(({ language }) => language)).size === offers.length ? offers : [];
}

/** The menus of which two keys or more stand for a language each. */
export function languageMenus({ nodes }: Successors): readonly LanguageMenu[] {
  return nodes.map((menu) => ({ menu, offers: offersOf(menu) })).filter(({ offers }) => offers.length > 1);
}

/** A caller who chose a language and hears another one, and only that. */
function answeredInAnother({ menu, offers }: LanguageMenu, ways: Successors): readonly FlowFinding[] {
  return offers.flatMap(({ key, language }): FlowFinding[] => {
    const next = ways.after(menu, key).flatMap(spokenIn);
    const spoken = new Set(next.flatMap((text) => spokenLanguage(text) ?? []));
    const [other] = spoken;
    if (other === undefined || spoken.has(language) || next.some(offersLanguages)) return [];
    return [{ path: [...menu.path, key], expected: `${language}, which key ${key} stands for`, actual: other }];
  });
}

/** The language of a list, where it is one and does not offer others. */
function languageAt(node: GraphNode): string | undefined {
  const texts = spokenIn(node);
  if (offersLanguages(texts.join(' '))) return undefined;
  const languages = new Set(texts.flatMap((text) => spokenLanguage(text) ?? []));
  return languages.size === 1 ? [...languages][0] : undefined;
}
