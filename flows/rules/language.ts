import type { GraphNode } from '../../spec/index.ts';
import { offersLanguages, spokenLanguage } from '../graph/language.ts';
import { spokenIn } from '../graph/spoken.ts';
import type { FlowFinding, Rule } from './rule.ts';

export const languageKept: Rule = {
  id: 'flow.language.kept',
  of: 'gather whose language is certain',
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
    return { findings, looked: gathers.length };
  },
};

/** The language of a list, where it is one and does not offer others. */
function languageAt(node: GraphNode): string | undefined {
  const texts = spokenIn(node);
  if (offersLanguages(texts.join(' '))) return undefined;
  const languages = new Set(texts.flatMap((text) => spokenLanguage(text) ?? []));
  return languages.size === 1 ? [...languages][0] : undefined;
}
