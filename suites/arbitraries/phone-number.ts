import fc from 'fast-check';

/** Numbers that nobody can be called at: ranges reserved for fiction, and the unassigned country code 999 for odd lengths. */
export function phoneNumber(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.integer({ min: 0, max: 99 }).map((n) => `+12025550${String(100 + n)}`),
    fc.integer({ min: 0, max: 999 }).map((n) => `+442079460${String(n).padStart(3, '0')}`),
    // The length is drawn first: fast-check would stop a repetition at ten.
    fc.oneof(fc.constant(12), fc.integer({ min: 0, max: 12 })).chain(unassigned),
  );
}

function unassigned(digits: number): fc.Arbitrary<string> {
  return fc.stringMatching(new RegExp(`^\\+999[0-9]{${digits}}$`));
}
