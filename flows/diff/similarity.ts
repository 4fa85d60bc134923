import { heard } from '../graph/words.ts';
import type { Passage, Passages } from './passages.ts';

/**
 * How a passage of one graph stands to a passage of the other. `same`: equal, and they lead to something in common.
 * `twin`: equal, but all behind them differs. `changed`: one is the other with changes. `other`: they share nothing.
 */
type Similarity = 'same' | 'twin' | 'changed' | 'other';

export type Compare = (before: Passage, after: Passage) => Similarity;

/** Judges passages of two graphs; each pair once. */
export function similarityOf(before: Passages, after: Passages): Compare {
  const judged = new Map<string, Similarity>();
  return (one, other) => {
    const key = `${one.id} ${other.id}`;
    const known = judged.get(key);
    if (known) return known;
    const fresh = judge(one, other, before.children(one), after.children(other));
    judged.set(key, fresh);
    return fresh;
  };
}

function judge(
  one: Passage,
  other: Passage,
  behind: ReadonlySet<string>,
  behindOther: ReadonlySet<string>,
): Similarity {
  const compared = behind.size > 0 && behindOther.size > 0;
  const agree = compared && shares(behind, behindOther);
  if (one.content === other.content) return agree || !compared ? 'same' : 'twin';
  if (one.untried || other.untried || isBroken(one) || isBroken(other) || agree) return 'changed';
  if (compared) return areNearlyEqual(words(one), words(other)) ? 'changed' : 'other';
  return haveOneShape(one, other) || haveCommonElement(one, other) ? 'changed' : 'other';
}

function isBroken({ last }: Passage): boolean {
  return last.ends === 'broken' || last.ends === 'loop';
}

export function shares(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((each) => other.has(each));
}

function haveOneShape(one: Passage, other: Passage): boolean {
  const names = ({ elements }: Passage): string => elements.map(({ name }) => name).join();
  return names(one) === names(other);
}

function haveCommonElement(one: Passage, other: Passage): boolean {
  const texts = new Set(one.elements.filter(({ name }) => name !== 'ends').map(({ text }) => text));
  return other.elements.some(({ text }) => texts.has(text));
}

/** Menus are worded alike: "press", "for" and the keys alone make no two of them the same. */
function areNearlyEqual(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const common = [...one].filter((word) => other.has(word)).length;
  return common >= 0.75 * Math.max(one.size, other.size);
}

function words({ elements }: Passage): ReadonlySet<string> {
  const texts = elements.map(({ name, parameters }) => (name === 'ends' ? '' : heard({ name, parameters })));
  return new Set(
    texts
      .join(' ')
      .toLowerCase()
      .match(/[\p{L}\p{N}*#]+/gu),
  );
}
