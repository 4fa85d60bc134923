import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { moveOf } from '../../platform/script.ts';
import { callerPath, eachCount, type Gather } from '../../suites/arbitraries/caller-path.ts';

const parameters = { prompt: 'Your order number, then pound.', min_digits: 6, max_digits: 10, finish_on_key: '#' };
const number: Gather = { path: ['2'], actions: [{ name: 'gather', parameters }] };

test('a caller reaches the gather, and everything that is done there and later can be played', () => {
  fc.assert(
    fc.property(callerPath([number]), (path) => {
      expect(path[0]).toBe('2');
      expect(path.length).toBeGreaterThan(1);
      for (const input of path) expect(moveOf(input), input).toBeDefined();
    }),
  );
});

test('at a gather of several digits, callers enter too few, each count that fits, and too many, with and without the finish key', () => {
  const entries = fc.sample(callerPath([number]), { seed: 1, numRuns: 500 }).map(([, entry = '']) => entry);
  const ended = new Set(entries.filter((entry) => entry.endsWith('#')).map((entry) => entry.length - 1));
  const hesitating = new Set(entries.filter((entry) => entry.endsWith('+wait')).map((entry) => entry.length - 5));
  const counts = Array.from({ length: 9 }, (_, index) => index + 1);
  expect([...ended].sort((one, other) => one - other)).toEqual([0, ...counts]);
  expect([...hesitating].sort((one, other) => one - other)).toEqual(counts);
  expect(entries.some((entry) => /^[\d*]{11,}$/.test(entry))).toBe(true);
  expect(entries.some((entry) => entry === 'wait')).toBe(true);
  expect(entries.some((entry) => entry.startsWith('0'))).toBe(true);
  expect(entries.some((entry) => entry.includes('*'))).toBe(true);
});

test('the smallest path that shows a fault of the entry is the entry alone', () => {
  const { counterexample } = fc.check(
    fc.property(callerPath([number]), ([, entry = '']) => !/^\d{8}#$/.test(entry)),
    { seed: 1, numRuns: 1_000 },
  );
  const [path = []] = counterexample ?? [];
  expect(path).toHaveLength(2);
  expect(path[1]).toBe('00000000#');
});

test('each count that a gather may collect is entered in each way that ends it, and one digit is', () => {
  const entries = eachCount([number]).map(([, entry]) => entry);
  const shorter = ['2', '258074', '2580741', '25807419', '258074196'];
  expect(entries).toEqual([...shorter.flatMap((digits) => [`${digits}#`, `${digits}+wait`]), '2580741963']);
  const key: Gather = { path: [], actions: [{ name: 'gather', parameters: { prompt: 'Press 1.', num_digits: 1 } }] };
  expect(eachCount([key])).toEqual([]);
});
