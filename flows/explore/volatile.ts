import { createHash } from 'node:crypto';
import { type GraphAction, isRecord } from '../../spec/index.ts';
import { createTurnNumbers } from './turn-number.ts';

/**
 * What differs between calls that do the same, one straight after the other: ticket numbers, the time of day, rooms and
 * session ids made for a call. It says nothing about the call flow, so it is replaced by `<varies>` once it is known.
 */
export interface VolatileValues {
  /** Counter of what has been learned; it only grows. */
  readonly size: number;
  masked(list: readonly GraphAction[]): readonly GraphAction[];
  maskedUrl(url: string): string;
  /**
   * Compares what was met at one place: false when the two differ in more than such pieces. Among `natural` ones are only
   * numbers that are spoken, and what reads like a token or a moment in one of the two; among `tokens` are only texts that
   * read like a token in one of the two, and are as long in the other.
   */
  learn(one: readonly GraphAction[], other: readonly GraphAction[], among?: Among): boolean;
  /** Looks in the URLs of an answer behind so many turns for a number that says only this. */
  learnTurns(list: readonly GraphAction[], turns: number): void;
}

/** Which pieces may differ. */
export type Among = 'all' | 'natural' | 'tokens';

/** Parameters that a caller hears. */
export const spoken: ReadonlySet<string> = new Set(['text', 'prompt']);
/** Numbers in spoken text, which may vary from call to call. */
const number = /(?<![\p{L}\d])\d+(?![\p{L}\d])/gu;
/** Pieces of other texts that may vary: any word, any value of a query, what was replaced already. */
const word = /(?<==)[^&#]*|<(?:id|time)>|[A-Za-z0-9]+/g;
/** Characters of a token, at least. */
const shortestToken = 16;
/** A piece that differs from call to call by its form. */
const replaced = /<(?:id|time)>/;

interface Piece {
  /** The surrounding text: equal for texts that differ only in such pieces. */
  readonly scope: string;
  readonly index: number;
  readonly text: string;
  readonly isSpoken: boolean;
  readonly isUrl: boolean;
}

export function createVolatileValues(): VolatileValues {
  const known = new Map<string, Set<number>>();
  const turnNumbers = createTurnNumbers();
  let size = 0;

  function replaceVolatile({ scope, index, text }: Piece): string {
    return known.get(scope)?.has(index) ? '<varies>' : text;
  }
  function add({ scope, index }: Piece): void {
    known.set(scope, (known.get(scope) ?? new Set()).add(index));
    size++;
  }
  return {
    get size() {
      return size;
    },
    masked: (list) => (size === 0 ? list : mapped(list, replaceVolatile)),
    maskedUrl: (url) => (size === 0 ? url : mappedUrl(url, replaceVolatile)),
    learn(one, other, among = 'all') {
      if (shapeOf(one) !== shapeOf(other)) return false;
      const [pieces, others] = [piecesOf(one), piecesOf(other)];
      const unknown = pieces
        .map((piece, index) => ({ piece, text: others[index]?.text ?? '' }))
        .filter(({ piece, text }) => replaceVolatile(piece) === piece.text && piece.text !== text);
      const isNatural = unknown.every(
        ({ piece, text }) => piece.isSpoken || replaced.test(piece.text) || replaced.test(text),
      );
      if (among === 'natural' && !isNatural) return false;
      const areTokens = unknown.every(
        ({ piece, text }) => isOddToken(piece.text, text) || isOddToken(text, piece.text),
      );
      if (among === 'tokens' && !areTokens) return false;
      for (const { piece } of unknown) add(piece);
      return true;
    },
    learnTurns(list, turns) {
      const numbers = piecesOf(list)
        .filter((piece) => piece.isUrl && /^\d{1,3}$/.test(piece.text) && replaceVolatile(piece) === piece.text)
        .map((piece) => ({ piece, place: `${piece.scope} ${piece.index}`, value: Number(piece.text) }));
      const found = turnNumbers.note(numbers, turns, JSON.stringify(list));
      for (const { piece } of numbers.filter(({ place }) => found.includes(place))) add(piece);
    },
  };
}

/** Random text seldom has no digit, and then does not read like a token, but is as long as one. */
function isOddToken(token: string, text: string): boolean {
  return replaced.test(token) && text.length >= shortestToken;
}

/** Whether this list contains something that often differs between calls: a long spoken number, a room. */
export function mayVary(list: readonly GraphAction[]): boolean {
  return list.some(
    ({ name, parameters: { text, prompt } }) =>
      name === 'conference' || /(?<![\p{L}\d])(?:\d{3}|\d{1,2}[:.]\d\d)(?!\p{L})/u.test(`${text} ${prompt}`),
  );
}

/** Equal for lists that differ only in pieces that may vary. */
export function shapeOf(list: readonly GraphAction[]): string {
  return JSON.stringify(withPieces(list, '', () => '<>'));
}

type Replace = (piece: Piece) => string;

function mapped(list: readonly GraphAction[], replace: Replace): readonly GraphAction[] {
  const scope = createHash('sha1').update(shapeOf(list)).digest('base64url');
  return withPieces(list, scope, replace);
}

function piecesOf(list: readonly GraphAction[]): readonly Piece[] {
  const pieces: Piece[] = [];
  mapped(list, (piece) => {
    pieces.push(piece);
    return piece.text;
  });
  return pieces;
}

/** The list with each piece replaced. A URL is a scope of its own, as it is met again where it is asked. */
function withPieces(list: readonly GraphAction[], scope: string, replace: Replace): readonly GraphAction[] {
  let index = 0;
  const each = (key: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item) => each(key, item));
    if (isRecord(value))
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, each(name, item)]));
    if (typeof value !== 'string') return value;
    if (key === 'url') return mappedUrl(value, replace);
    const isSpoken = spoken.has(key);
    return value.replace(isSpoken ? number : word, (text) =>
      replace({ scope, index: index++, text, isSpoken, isUrl: false }),
    );
  };
  return list.map(({ name, parameters }) => ({ name, parameters: each('', parameters) as GraphAction['parameters'] }));
}

function mappedUrl(url: string, replace: Replace): string {
  const scope = url.replace(word, '<>');
  let index = 0;
  return url.replace(word, (text) => replace({ scope, index: index++, text, isSpoken: false, isUrl: true }));
}
