import type { GraphNode } from '../../../spec/index.ts';
import type { Successors } from '../../graph/successors.ts';
import type { Offer } from './offer.ts';

/** The same place of the call flow in two languages: what a caller meets there, and what the caller did to get there. */
export interface Pair {
  readonly one: Side;
  readonly other: Side;
}

export interface Side {
  readonly language: string;
  readonly path: readonly string[];
  /** What is met, up to the next question or the end. */
  readonly met: readonly GraphNode[];
}

/** The places behind the keys of a menu of languages, each language beside the first. */
export function pairsBehind(menu: GraphNode, [first, ...others]: readonly Offer[], ways: Successors): readonly Pair[] {
  const side = ({ key, language }: Offer): Side => ({
    language,
    path: [...menu.path, key],
    met: ways.after(menu, key),
  });
  return first ? others.flatMap((other) => everyPair({ one: side(first), other: side(other) }, ways)) : [];
}

/** A pair, and those that the same inputs lead to from there. */
function everyPair(start: Pair, ways: Successors): readonly Pair[] {
  const pairs: Pair[] = [];
  const known = new Set<string>();
  const waiting = [start];
  for (const pair of waiting) {
    const [one, other] = [pair.one.met.at(-1), pair.other.met.at(-1)];
    const name = `${one?.id} ${other?.id}`;
    // Places that serve both languages, such as a menu that comes again, are one place.
    if (!one || !other || one === other || known.has(name)) continue;
    known.add(name);
    pairs.push(pair);
    const isSame = (input: string) => one.announced.includes(input) === other.announced.includes(input);
    const inputs = ways.inputs(one).filter((input) => ways.inputs(other).includes(input) && isSame(input));
    waiting.push(...inputs.map((input) => ({ one: next(pair.one, input), other: next(pair.other, input) })));
  }
  return pairs;

  function next(side: Side, input: string): Side {
    const place = side.met.at(-1);
    return { ...side, path: [...side.path, input], met: place ? ways.after(place, input) : [] };
  }
}
