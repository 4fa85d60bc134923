import fc from 'fast-check';
import { cell, type Kind, type SchemaCell, within, wrongType } from './cell.ts';
import type { Makers } from './makers.ts';
import type { ArrayShape } from './shape.ts';

const defaultLength = 3;

export function validArray({ items }: ArrayShape, makers: Makers): fc.Arbitrary<readonly unknown[]> {
  return fc.array(makers.valid(items), { maxLength: defaultLength });
}

export function arrayCells(shape: ArrayShape, kind: Kind, makers: Makers): readonly SchemaCell[] {
  const { at, items } = shape;
  const counted = (minLength: number, maxLength: number) => () =>
    fc.array(makers.valid(items), { minLength, maxLength });
  const own =
    kind === 'boundary'
      ? [
          cell('boundary', at, 'type', 'no item', () => fc.constant([])),
          cell('boundary', at, 'items', 'one item', counted(1, 1)),
          cell('boundary', at, 'items', 'several items', counted(2, defaultLength)),
        ]
      : kind === 'invalid'
        ? [wrongType(at, 'array')]
        : [];
  const ofItems = makers
    .cells(items, kind)
    .map((inner) =>
      within(inner, '/0', (item) => fc.tuple(item, validArray(shape, makers)).map(([one, others]) => [one, ...others])),
    );
  return [...own, ...ofItems];
}
