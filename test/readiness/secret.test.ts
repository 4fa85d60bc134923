import { randomBytes } from 'node:crypto';
import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { variety } from '../../suites/readiness/variety.ts';

test('a text has at most as much variety as bytes, and no more when it is repeated', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60 }), fc.integer({ min: 2, max: 5 }), (text, times) => {
      const bytes = Buffer.byteLength(text);
      const once = variety(text);
      expect(once).toBeLessThanOrEqual(bytes);
      // Short texts are found only once the repeat is long enough to be seen as one.
      expect(variety(text.repeat(times))).toBeLessThanOrEqual(Math.max(once, Math.min(bytes, 6)) + 6);
    }),
    { seed: 1, numRuns: 500 },
  );
});

const known: ReadonlyArray<readonly [text: string, least: number, most: number]> = [
  ['', 0, 0],
  ['a'.repeat(64), 1, 1],
  ['abcdefghijklmnopqrstuvwxyz0123456789', 2, 4],
  ['9876543210'.repeat(4), 2, 4],
  ['correcthorse'.repeat(3), 10, 14],
  ['0f8e5b6d2c9a4173e65d80b1f4a7c239', 32, 32],
];
for (const [text, least, most] of known) {
  test(`${JSON.stringify(text)} has a variety of ${least} to ${most}`, () => {
    expect(variety(text)).toBeGreaterThanOrEqual(least);
    expect(variety(text)).toBeLessThanOrEqual(most);
  });
}

test('what is made at random keeps nearly all of it, and a long text is soon judged', () => {
  for (let again = 0; again < 200; again++) {
    const [hex, base64] = [randomBytes(32).toString('hex'), randomBytes(32).toString('base64')];
    expect(variety(hex), hex).toBeGreaterThanOrEqual(40);
    expect(variety(base64), base64).toBeGreaterThanOrEqual(36);
  }
  expect(variety(randomBytes(100_000).toString('hex'))).toBeGreaterThan(900);
});
