import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { openBench } from '../../platform/open-bench.ts';
import { defaultReadings } from '../../spec/index.ts';
import { createNote } from '../../suites/note.ts';
import { forAll } from '../../suites/property.ts';
import { Violation } from '../../suites/requirement.ts';

const first = Array.from({ length: 24 }, (_, number) => number);
const options = { readings: defaultReadings, budgets: { answerMs: 1_000, ackMs: 1_000 }, seed: 1, runs: first.length };
const aBitMs = 150;

/** Tries the first values with a law that takes `aBitMs`; says how many waited at the same time, and what was tried. */
async function tried(breaks: (value: number, beside: number) => boolean, ms = aBitMs) {
  const bench = await openBench(options, []);
  const note = createNote();
  const values: number[] = [];
  let [underWay, most] = [0, 0];
  const law = async (value: number): Promise<void> => {
    values.push(value);
    most = Math.max(most, ++underWay);
    const beside = underWay;
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    underWay--;
    if (breaks(value, beside)) throw new Violation('a smaller number', String(value));
  };
  try {
    const caught = await forAll(bench, note, fc.constant(0), law, undefined, first).catch((error: unknown) => error);
    return { most, values, cases: note.cases, violation: Violation.in(caught) };
  } finally {
    await bench.close();
  }
}

test('every first case of a slow target is tried, several at the same time', async () => {
  const { most, values, cases, violation } = await tried(() => false);
  expect(violation).toBeUndefined();
  expect(most).toBeGreaterThan(1);
  expect(new Set(values)).toEqual(new Set(first));
  expect(cases).toBe(first.length);
});

test('what is wrong with one case of a slow target is found', async () => {
  const { violation } = await tried((value) => value === 17);
  expect(violation).toMatchObject({ actual: '17' });
});

test('what is wrong only beside other cases is not counted', async () => {
  const { most, violation } = await tried((_, beside) => beside > 1);
  expect(most).toBeGreaterThan(1);
  expect(violation).toBeUndefined();
});

test('cases of a quick target are tried one after another', async () => {
  const { most, cases } = await tried(() => false, 0);
  expect(most).toBe(1);
  expect(cases).toBe(first.length);
});
