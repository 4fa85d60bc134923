import fc from 'fast-check';
import { type Alternatives, type Piece, readPattern } from './regexp.ts';

interface Pattern {
  readonly valid: fc.Arbitrary<string>;
  /** The shortest text of each way to match, and the longest, where there is one. */
  readonly shortest: readonly string[];
  readonly longest: readonly string[];
  /** Texts next to those that match, by what is wrong with them. */
  readonly invalid: Readonly<Record<string, readonly string[]>>;
}

const known = new Map<string, Pattern>();

/**
 * The texts of a pattern. `fc.stringMatching` generates them too, but says nothing of the shortest and the longest, and
 * takes longer to build than a request takes to send.
 */
export function patternOf(source: string): Pattern {
  const pattern = known.get(source) ?? compile(source);
  known.set(source, pattern);
  return pattern;
}

function compile(source: string): Pattern {
  const read = readPattern(source);
  const expression = new RegExp(source, 'u');
  const [shortest, longest] = [extremes(read, 'min'), extremes(read, 'max')];
  const near = {
    'the empty text': [''],
    'white space alone': [' \t'],
    'one less than the shortest': shortest.map((text) => [...text].slice(0, -1).join('')),
    'one more than the longest': longest.map((text) => text + (text.at(-1) ?? '')),
    'a line break behind it': shortest.map((text) => `${text}\n`),
    'a space before it': shortest.map((text) => ` ${text}`),
    'a character of another kind at its end': shortest.map((text) => `${[...text].slice(0, -1).join('')}é`),
    'a digit of another script': shortest.map((text) => text.replaceAll(/[0-9]/g, '٣')),
  };
  const invalid = Object.entries(near).map(([what, texts]) => [what, texts.filter((text) => !expression.test(text))]);
  return { valid: arbitrary(read), shortest, longest, invalid: Object.fromEntries(invalid) };
}

/** A number made of this digit begins with the country code 999, which is not assigned. */
const digitOfFiction = '9';

/** Every way to match, with the fewest or the most of each piece; ways without a limit are left out. */
function extremes(read: Alternatives, limit: 'min' | 'max'): readonly string[] {
  return read.flatMap((pieces) =>
    pieces.reduce<readonly string[]>(
      (before, piece) => ends(piece, limit).flatMap((end) => before.map((text) => text + end)),
      [''],
    ),
  );
}

function ends({ of, min, max }: Piece, limit: 'min' | 'max'): readonly string[] {
  const times = limit === 'min' ? min : max;
  if (!Number.isFinite(times)) return [];
  if ('set' in of) return [(of.set.includes(digitOfFiction) ? digitOfFiction : (of.set[0] ?? '')).repeat(times)];
  const inner = extremes(of.group, limit);
  // A group that may be left out is another way to match.
  return min === 0 ? ['', ...inner] : inner.map((text) => text.repeat(times));
}

/** So many more than the fewest, where there is no most. */
const spare = 12;

function arbitrary(read: Alternatives): fc.Arbitrary<string> {
  const all = read.map(([first, ...more]) =>
    first && more.length === 0
      ? ofPiece(first)
      : fc.tuple(...(first ? [first, ...more] : more).map(ofPiece)).map((parts) => parts.join('')),
  );
  return all.length === 1 && all[0] ? all[0] : fc.oneof(...all);
}

function ofPiece({ of, min, max }: Piece): fc.Arbitrary<string> {
  const one = 'set' in of ? fc.constantFrom(...of.set) : arbitrary(of.group);
  if (min === 1 && max === 1) return one;
  return fc
    .array(one, { minLength: min, maxLength: Math.min(max, min + spare), size: 'max' })
    .map((each) => each.join(''));
}
