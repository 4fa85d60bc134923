import fc from 'fast-check';

/** Fields that no version of the contract knows, so that an integration cannot give them a meaning. */
export function extraFields<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  return fc.dictionary(fc.stringMatching(/^x_future_[a-z0-9]{1,10}$/), value, { minKeys: 1, maxKeys: 5 });
}

/** Any JSON value that a later version might send. */
export function jsonValue(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.integer(), { maxKeys: 3 }),
  );
}
