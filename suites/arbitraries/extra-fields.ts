import fc from 'fast-check';
import { digits, lowerCase, text } from './characters.ts';

/** Fields that no version of the contract knows, so that an integration cannot give them a meaning. */
export function extraFields<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  return fc.dictionary(
    text(lowerCase + digits, 1, 10).map((ending) => `x_future_${ending}`),
    value,
    { minKeys: 1, maxKeys: 5 },
  );
}

/** Any JSON value that a later version might send. */
export function jsonValue(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }),
    fc.dictionary(text(lowerCase, 1, 6), fc.integer(), { maxKeys: 3 }),
  );
}
