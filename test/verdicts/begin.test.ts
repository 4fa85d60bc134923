import { expect, _baseTest as test } from '@playwright/test';
import { mutants } from '../../mutants/index.ts';
import { reference } from '../../mutants/reference.ts';
import type { Bench } from '../../platform/bench.ts';
import { requirements } from '../../suites/index.ts';
import { checkAll } from '../harness.ts';

/** What requirements start before the first check must not change what their checks find. */
const early = requirements.filter(({ begin }) => begin);

test('some requirements begin before the first check', () => {
  expect(early.length).toBeGreaterThan(0);
});

for (const { id, begin } of early) {
  const faults = mutants.filter(({ breaks, setup }) => setup === undefined && breaks.length === 1 && breaks[0] === id);

  test(`${id} that has begun before passes the reference, and fails each fault of its own`, async () => {
    expect(faults.length).toBeGreaterThan(1);
    const options = { only: [id], prepare: (bench: Bench) => begin?.(bench) };
    const [right, ...wrong] = await Promise.all([
      checkAll(reference, options),
      ...faults.map((fault) => checkAll(() => fault.change(reference), options)),
    ]);
    expect(right?.[0]?.outcome, JSON.stringify(right)).toBe('passed');
    expect(wrong.map((results) => results[0]?.outcome)).toEqual(faults.map(() => 'failed'));
  });

  test(`${id} does not pass where what began before it went wrong`, async () => {
    const [result] = await checkAll(reference, {
      only: [id],
      prepare: async (bench) => {
        await begin?.({ ...bench, trigger: async () => Promise.reject(new Error('lost')) }).catch(() => undefined);
      },
    });
    expect(result?.outcome, JSON.stringify(result)).toBe('could-not-run');
  });
}
