import fc from 'fast-check';
import { cell, fixedCell, type Kind, type SchemaCell, wrongType } from './cell.ts';
import { formatOf } from './formats.ts';
import { patternOf } from './pattern.ts';
import type { StringShape } from './shape.ts';

/** Longest text without a meaning. A grapheme may have eight characters. */
const defaultLength = 60;

export function validString(shape: StringShape): fc.Arbitrary<string> {
  const { minLength, maxLength, pattern, examples, at } = shape;
  const name = shape.generate ?? (pattern === undefined ? shape.format : undefined);
  if (name !== undefined) return formatOf(name, at).valid;
  if (pattern !== undefined) return patternOf(pattern).valid;
  if (examples.length > 0) return fc.constantFrom(...examples);
  const longest = Math.max(minLength, Math.min(defaultLength, Math.floor(maxLength / 8)));
  return fc.string({ unit: 'grapheme', minLength, maxLength: longest });
}

export function stringCells(shape: StringShape, kind: Kind): readonly SchemaCell[] {
  if (kind === 'boundary') return boundary(shape).filter((each): each is SchemaCell => each !== undefined);
  if (kind === 'invalid')
    return [wrongType(shape.at, 'string'), ...lengths(shape), ...patterns(shape), ...wrong(shape)];
  const { examples, at } = shape;
  if (examples.length === 0) return [];
  const later = ['x_future_value', 'on_hold', 'unknown'].filter((value) => !examples.includes(value));
  return [cell('grown', at, 'examples', 'a value that is not documented yet', () => fc.constantFrom(...later))];
}

function boundary(shape: StringShape): readonly (SchemaCell | undefined)[] {
  const { at, minLength, maxLength, pattern, format, generate, examples } = shape;
  const isPlain = pattern === undefined && format === undefined;
  const isFree = isPlain && generate === undefined;
  const name = generate ?? format;
  const exactly = (what: string, keyword: string, value: string) => fixedCell('boundary', at, keyword, what, value);
  return [
    isFree && minLength === 0 ? exactly('the empty text', 'type', '') : undefined,
    isPlain && minLength > 0 ? exactly('the shortest', 'minLength', '9'.repeat(minLength)) : undefined,
    isPlain && minLength > 0 ? exactly('the shortest, astral', 'minLength', '😀'.repeat(minLength)) : undefined,
    isFree && maxLength < Number.POSITIVE_INFINITY
      ? exactly('the longest', 'maxLength', 'v'.repeat(maxLength))
      : undefined,
    isFree && maxLength < Number.POSITIVE_INFINITY
      ? exactly('the longest, astral', 'maxLength', '😀'.repeat(maxLength))
      : undefined,
    isFree ? exactly('beyond ASCII', 'type', 'Grüße 😀') : undefined,
    ...(pattern === undefined ? [] : extremes(shape, pattern)),
    ...examples.map((value) => exactly(`the documented ${value}`, 'examples', value)),
    ...Object.entries(name === undefined ? {} : formatOf(name, at).edges)
      .filter(([, value]) => fits(shape, value))
      .map(([what, value]) => exactly(what, generate === undefined ? 'format' : 'x-generate', value)),
  ];
}

function extremes({ at }: StringShape, pattern: string): readonly SchemaCell[] {
  const { shortest, longest } = patternOf(pattern);
  const texts = (what: string, all: readonly string[]) =>
    all.map((text, index) =>
      fixedCell('boundary', at, 'pattern', all.length > 1 ? `${what}, way ${index + 1}` : what, text),
    );
  return [...texts('the shortest', shortest), ...texts('the longest', longest)];
}

function fits({ pattern, minLength, maxLength }: StringShape, value: string): boolean {
  const { length } = [...value];
  return length >= minLength && length <= maxLength && (pattern === undefined || new RegExp(pattern, 'u').test(value));
}

function lengths({ at, minLength, maxLength }: StringShape): readonly SchemaCell[] {
  const short =
    minLength > 0 ? [fixedCell('invalid', at, 'minLength', 'one too short', '9'.repeat(minLength - 1))] : [];
  if (maxLength === Number.POSITIVE_INFINITY) return short;
  return [
    ...short,
    fixedCell('invalid', at, 'maxLength', 'one too long', 'v'.repeat(maxLength + 1)),
    fixedCell('invalid', at, 'maxLength', 'one too long, astral', '😀'.repeat(maxLength + 1)),
  ];
}

/** Where a format stands beside the pattern, only texts of that format break the pattern alone. */
function patterns({ at, pattern, format, generate }: StringShape): readonly SchemaCell[] {
  if (pattern === undefined) return [];
  const near =
    format === undefined
      ? patternOf(pattern).invalid
      : Object.fromEntries(
          Object.entries(formatOf(generate ?? format, at).others ?? {}).map(([what, text]) => [what, [text]]),
        );
  return Object.entries(near)
    .filter(([, texts]) => texts.length > 0)
    .map(([what, texts]) => cell('invalid', at, 'pattern', what, () => fc.constantFrom(...texts)));
}

function wrong(shape: StringShape): readonly SchemaCell[] {
  const { at, format, generate } = shape;
  if (format === undefined) return [];
  return Object.entries(formatOf(generate ?? format, at).invalid ?? {})
    .filter(([, value]) => fits(shape, value))
    .map(([what, value]) => fixedCell('invalid', at, 'format', what, value));
}
