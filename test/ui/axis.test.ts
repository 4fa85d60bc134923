import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { columnsOf } from '../../ui/traffic/axis.ts';
import { row } from './topics.ts';

const gaps = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 60 });

test('each exchange is in one column, in its order, whatever the pauses', () => {
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 40 }), (pauses, count) => {
      let at = 1_780_000_000_000;
      const rows = pauses.map((pause, index) => {
        at += pause;
        return { ...row(index + 1), at };
      });
      const columns = columnsOf(rows, count);
      expect(columns).toHaveLength(count);
      const met = columns.filter((column) => column.count > 0);
      const numbers = met.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
      expect(numbers).toEqual(rows.map(({ number }) => number));
      expect(met.map(({ first, last }) => last - first + 1)).toEqual(met.map((column) => column.count));
      expect([columns[0]?.first, columns.at(-1)?.last]).toEqual([1, rows.length]);
    }),
  );
});

test('an hour in which nothing happens takes no more room than a second', () => {
  const start = 1_780_000_000_000;
  const at = [0, 500, 3_600_500, 3_601_000].map((ms, index) => ({ ...row(index + 1), at: start + ms }));
  expect(columnsOf(at, 4).map(({ count }) => count)).toEqual([1, 1, 0, 2]);
});

test('a column says what is worst in it', () => {
  const rows = [row(1), { ...row(2), findings: 1, worst: 'must' as const }, { ...row(3), worst: 'should' as const }];
  expect(columnsOf(rows, 1)[0]?.tone).toBe('failed');
  expect(columnsOf([row(1), { ...row(2), worst: 'should' as const }], 1)[0]?.tone).toBe('warned');
  expect(columnsOf([row(1)], 1)[0]?.tone).toBe('plain');
});
