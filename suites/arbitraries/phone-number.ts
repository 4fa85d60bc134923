import fc from 'fast-check';
import { digits, text } from './characters.ts';

/** Numbers that do not exist: ranges reserved for fiction, and the unassigned country code 999 for odd lengths. */
export function phoneNumber(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.integer({ min: 0, max: 99 }).map((n) => `+12025550${String(100 + n)}`),
    fc.integer({ min: 0, max: 999 }).map((n) => `+442079460${String(n).padStart(3, '0')}`),
    fc.oneof(text(digits, 12, 12), text(digits, 0, 12)).map((rest) => `+999${rest}`),
  );
}
