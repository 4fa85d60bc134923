import { memoized } from '../memoized.ts';

/** Stands for what varies by itself in a masked text. */
export const masked = '~';

/** A part of a text, named by the words around it, so that nothing else in the text is meant. */
export interface TextPlace {
  /** What stands before it in its row: three words and what is between them. */
  readonly left: string;
  /** The token after it; empty at the end of the row. */
  readonly right: string;
}

const maxTokens = 16;
const wordsOfContext = 3;
/** Rows beyond this are not compared one by one. */
const maxRows = 300;
const maxRounds = 20;

type Rows = readonly (readonly string[])[];

/** Lines and the blocks of HTML: a list in another order is the same rows. A page is compared with many others. */
export const rowsOf: (text: string) => Rows = memoized(
  (text): Rows =>
    text
      .split(/\n|(?=<\/?(?:tr|li|p|div|h\d|dt|dd|table|ul|ol|section|body)\b)/)
      .map(tokensOf)
      .filter((row) => row.length > 0),
  100,
);

function tokensOf(text: string): string[] {
  return text.match(/<\/?[A-Za-z][\w-]*|[\p{L}\p{N}_.:+%#@/-]+|[^\s]/gu) ?? [];
}

/** A row in which every such place is the same word. */
export function maskRow(row: readonly string[], places: readonly TextPlace[]): readonly string[] {
  if (places.length === 0) return row;
  const out: string[] = [];
  for (let index = 0; index < row.length; ) {
    const end = endOfPlace(row, index, contextOf(out), places);
    if (end !== undefined) {
      out.push(masked);
      index = end;
    }
    if (index < row.length) out.push(row[index++] ?? '');
  }
  const last = endOfPlace(row, row.length, contextOf(out), places);
  return last === undefined ? out : [...out, masked];
}

function endOfPlace(
  row: readonly string[],
  from: number,
  left: string,
  places: readonly TextPlace[],
): number | undefined {
  for (const place of places) {
    if (place.left !== left) continue;
    for (let end = from; end <= Math.min(row.length, from + maxTokens); end++) {
      if ((row[end] ?? '') === place.right) return end;
    }
  }
  return undefined;
}

function contextOf(before: readonly string[]): string {
  let words = 0;
  let start = before.length;
  while (start > 0 && words < wordsOfContext) {
    start--;
    if (before[start] === masked || /[\p{L}\p{N}]/u.test(before[start] ?? '')) words++;
  }
  return `${start === 0 ? '^' : ''}${before.slice(start).join(' ')}`;
}

/** Where two texts differ; undefined where they have no rows in common to tell it by. */
export function textDifferences(one: string, other: string): readonly TextPlace[] | undefined {
  const [ours, theirs] = withoutCommon(rowsOf(one), rowsOf(other));
  if (ours.length !== theirs.length || ours.length > maxRows) return undefined;
  const places: TextPlace[] = [];
  const left = [...theirs];
  for (const row of ours) {
    const partner = nearest(row, left);
    const [mine = [], its = []] = [row, left.splice(partner, 1)[0]];
    const found = rowDifferences(mine, its, places);
    if (!found) return undefined;
    places.push(...found);
  }
  return places;
}

/** Rows of both that the other has not. */
function withoutCommon(one: Rows, other: Rows) {
  const rest = other.map((row) => row.join(' '));
  const kept = [...other];
  const ours = one.filter((row) => {
    const at = rest.indexOf(row.join(' '));
    if (at < 0) return true;
    rest.splice(at, 1);
    kept.splice(at, 1);
    return false;
  });
  return [ours, kept] as const;
}

function nearest(row: readonly string[], others: readonly (readonly string[])[]): number {
  const words = new Set(row);
  const shared = others.map((other) => other.filter((token) => words.has(token)).length * 2 - other.length);
  return shared.indexOf(Math.max(...shared));
}

/** One place after another, as what stands before the second may hold the first. */
function rowDifferences(
  one: readonly string[],
  other: readonly string[],
  known: readonly TextPlace[],
): readonly TextPlace[] | undefined {
  const found: TextPlace[] = [];
  for (let round = 0; round < maxRounds; round++) {
    const [mine, its] = [maskRow(one, [...known, ...found]), maskRow(other, [...known, ...found])];
    // A list in another order is the same words.
    if ([...mine].sort().join(' ') === [...its].sort().join(' ')) return found;
    const place = firstDifference(mine, its);
    if (!place) return undefined;
    found.push(place);
  }
  return undefined;
}

function firstDifference(one: readonly string[], other: readonly string[]): TextPlace | undefined {
  const start = one.findIndex((token, index) => token !== other[index]);
  const from = start < 0 ? one.length : start;
  const left = contextOf(one.slice(0, from));
  for (let sum = 0; sum <= 2 * maxTokens; sum++) {
    for (let ours = Math.max(0, sum - maxTokens); ours <= Math.min(sum, maxTokens); ours++) {
      const right = one[from + ours];
      if (right !== other[from + sum - ours]) continue;
      // A row without anything else says nothing of where in it something varies.
      return right === undefined && left === '^' ? undefined : { left, right: right ?? '' };
    }
  }
  return undefined;
}
