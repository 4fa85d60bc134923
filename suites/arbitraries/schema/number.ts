import fc from 'fast-check';
import { cell, fixedCell, type Kind, type SchemaCell, wrongType } from './cell.ts';
import type { NumberShape } from './shape.ts';

/** A number that every language keeps exactly, whatever its integers are. */
const defaultMaximum = 2 ** 31 - 1;

export function validNumber({ type, minimum, maximum, largest }: NumberShape): fc.Arbitrary<number> {
  const max = maximum ?? largest ?? defaultMaximum;
  const min = minimum ?? -max;
  if (type === 'integer') return fc.integer({ min, max });
  // Half of them whole, the others hundredths, as JSON writes both the same way in every language.
  return fc
    .integer({ min: Math.ceil(min * 100), max: Math.floor(max * 100) })
    .map((n) => (n % 2 === 0 ? Math.max(min, Math.trunc(n / 100)) : n / 100));
}

export function numberCells(shape: NumberShape, kind: Kind): readonly SchemaCell[] {
  if (kind === 'boundary') return boundary(shape);
  return kind === 'invalid' ? invalid(shape) : [];
}

function boundary({ at, type, minimum, maximum, largest }: NumberShape): readonly SchemaCell[] {
  const exactly = (what: string, keyword: string, value: number) => fixedCell('boundary', at, keyword, what, value);
  const isZeroValid = (minimum ?? 0) <= 0 && (maximum ?? 0) >= 0;
  return [
    ...(minimum === undefined ? [] : [exactly('the smallest', 'minimum', minimum)]),
    ...(maximum === undefined ? [] : [exactly('the largest', 'maximum', maximum)]),
    ...(largest === undefined ? [] : [exactly('the largest that we send', 'x-generate-maximum', largest)]),
    ...(isZeroValid && minimum !== 0 ? [exactly('zero', 'type', 0)] : []),
    ...(type === 'number' ? [exactly('a fraction', 'type', (minimum ?? 0) + 0.25)] : []),
  ];
}

function invalid({ at, type, minimum, maximum }: NumberShape): readonly SchemaCell[] {
  const step = type === 'integer' ? 1 : 0.25;
  const middle = minimum ?? 0;
  return [
    wrongType(at, 'integer', 'number'),
    cell('invalid', at, 'type', 'a number as text', () => fc.constant(String(middle))),
    ...(type === 'integer' ? [fixedCell('invalid', at, 'type', 'a fraction', middle + 0.5)] : []),
    ...(minimum === undefined ? [] : [fixedCell('invalid', at, 'minimum', 'below the smallest', minimum - step)]),
    ...(maximum === undefined ? [] : [fixedCell('invalid', at, 'maximum', 'above the largest', maximum + step)]),
  ];
}
