import fc from 'fast-check';

/** Numbers that nobody can be called at: ranges reserved for fiction, and the unassigned country code 999 for odd lengths. */
export function phoneNumber(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.integer({ min: 0, max: 99 }).map((n) => `+12025550${String(100 + n)}`),
    fc.integer({ min: 0, max: 999 }).map((n) => `+442079460${String(n).padStart(3, '0')}`),
    fc.stringMatching(/^\+999[0-9]{0,12}$/),
  );
}
