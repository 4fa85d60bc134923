import leven from 'leven';

/** Allowed distance: one wrong letter in three. A word that differs more is another word, not a typing error. */
const lettersPerSlip = 3;

/** The known word that was probably meant; undefined where none is near. */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const lower = typed.toLowerCase();
  let best: { readonly word: string; readonly distance: number } | undefined;
  for (const word of known) {
    const distance = distanceOf(lower, word.toLowerCase());
    if (distance !== undefined && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { word, distance };
  }
  return best?.word;
}

/** The nearest known word as the end of a sentence; where none is near, all of them if they are few. */
export function nearestIs(typed: string, known: readonly string[], kind: string): string {
  const word = nearest(typed, known);
  if (word !== undefined) return `; the nearest ${kind} is ${JSON.stringify(word)}`;
  return known.length > 0 && known.length <= fewWords ? `; the ${kind}s are ${known.join(', ')}` : '';
}

const fewWords = 15;

/** Undefined where the words have too little in common. */
function distanceOf(typed: string, word: string): number | undefined {
  const distance = Math.min(leven(typed, word), ...swapped(typed).map((other) => leven(other, word) + 1));
  const longer = Math.max(typed.length, word.length);
  if (distance <= Math.max(1, Math.floor(longer / lettersPerSlip))) return distance;
  // A name that was cut short, at its end or between two of its parts.
  const isPart = word.startsWith(typed) || word.endsWith(`.${typed}`) || word.endsWith(`-${typed}`);
  return isPart && typed.length >= 3 ? distance : undefined;
}

/** The word with two adjacent letters swapped, the most common typing error. */
function swapped(word: string): string[] {
  return Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => {
    return `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
  });
}
