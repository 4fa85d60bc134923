import fc from 'fast-check';
import { digits, lowerCase, text } from './characters.ts';

const longName = 'n'.repeat(128);
const longValue = 'v'.repeat(4096);

/** Call variables up to their documented limits: names of 128, values of 4,096 characters, about 20 kB in all. */
export function callVariables(): fc.Arbitrary<Record<string, string>> {
  const name = fc.oneof(
    fc.tuple(text(`${lowerCase}_`, 1, 1), text(`${lowerCase + digits}_.-`, 0, 30)).map((parts) => parts.join('')),
    fc.constantFrom(longName, 'é', '😀 name', 'constructor'),
  );
  const value = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom('', longValue, '😀', '"quoted" \\ text\n', "it's 100 % <b>&amp;"),
  );
  return fc.oneof(
    { weight: 4, arbitrary: fc.dictionary(name, value, { maxKeys: 4, noNullPrototype: true }) },
    { weight: 1, arbitrary: fc.constant(many(100, 'small')) },
    { weight: 1, arbitrary: fc.constant(many(4, longValue)) },
  );
}

function many(count: number, value: string): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`variable_${n}`, value]));
}
