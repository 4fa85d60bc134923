import { closestMatch } from 'leven';

/** The known word closest to what was typed. */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const lower = new Map(known.map((word) => [word.toLowerCase(), word]));
  const match = closestMatch(typed.toLowerCase(), [...lower.keys()]);
  return match === undefined ? undefined : lower.get(match);
}

/** The nearest known word as the end of a sentence. */
export function nearestIs(typed: string, known: readonly string[], kind: string): string {
  const word = nearest(typed, known);
  return word === undefined ? '' : `; the nearest ${kind} is ${JSON.stringify(word)}`;
}
