/** A regular expression as a list of alternatives, each a sequence of pieces. */
export type Alternatives = readonly (readonly Piece[])[];

/** Characters of a set, or a group, so many times. */
export interface Piece {
  readonly of: { readonly set: readonly string[] } | { readonly group: Alternatives };
  readonly min: number;
  readonly max: number;
}

/** What stands for a set: all of ASCII that is printed, white space, and characters of two, three and four bytes. */
const pool: readonly string[] = [
  ...Array.from({ length: 95 }, (_, index) => String.fromCodePoint(0x20 + index)),
  ...['\t', '\n', '\u00a0', 'é', 'ß', 'あ', '\u2028', '😀', '𐍈'],
];

const anything: Piece = { of: { set: pool }, min: 0, max: Number.POSITIVE_INFINITY };

/** Reads the constructs that our schemas use; throws for any other. */
export function readPattern(source: string): Alternatives {
  let at = 0;
  const fail = (): never => {
    throw new Error(`no generator knows the pattern ${source} at ${source.slice(at)}`);
  };
  const isAnchored = { start: source.startsWith('^'), end: /(^|[^\\])\$$/.test(source) };
  const end = source.length - (isAnchored.end ? 1 : 0);
  if (isAnchored.start) at++;
  const read = alternatives();
  if (at !== end || (read.length > 1 && (isAnchored.start || isAnchored.end))) return fail();
  const edge = (is: boolean): readonly Piece[] => (is ? [] : [anything]);
  return read.map((pieces) => [...edge(isAnchored.start), ...pieces, ...edge(isAnchored.end)]);

  function alternatives(): Alternatives {
    const all: Piece[][] = [[]];
    while (at < end && source[at] !== ')') {
      if (source[at] === '|') {
        at++;
        all.push([]);
      } else all.at(-1)?.push(piece());
    }
    return all;
  }

  function piece(): Piece {
    const of = source[at] === '(' ? group() : { set: setOf(atom()) };
    return { of, ...quantifier() };
  }

  function group(): { readonly group: Alternatives } {
    at++;
    if (source.startsWith('?:', at)) at += 2;
    else if (source[at] === '?') fail();
    const inner = alternatives();
    if (source[at++] !== ')') fail();
    return { group: inner };
  }

  /** The text of one character, escape or class. */
  function atom(): string {
    const [text] =
      /^(\[\^?(\\.|[^\]\\])+\]|\\[sSdDwW+*?.()[\]{}|^$/\\-]|[^\\[\](){}*+?|^$])/u.exec(source.slice(at)) ?? fail();
    at += text.length;
    return text;
  }

  function quantifier(): Pick<Piece, 'min' | 'max'> {
    const [text, counts, low, comma, high] = /^(?:[*+?]|(\{(\d+)(,?)(\d*)\}))?/.exec(source.slice(at)) ?? fail();
    at += text.length;
    if (source[at] === '?' && text !== '') fail();
    const unlimited = Number.POSITIVE_INFINITY;
    if (counts) return { min: Number(low), max: high ? Number(high) : comma ? unlimited : Number(low) };
    if (text === '') return { min: 1, max: 1 };
    return { min: text === '+' ? 1 : 0, max: text === '?' ? 1 : unlimited };
  }
}

function setOf(atom: string): readonly string[] {
  const expression = new RegExp(`^${atom}$`, 'u');
  return pool.filter((character) => expression.test(character));
}
