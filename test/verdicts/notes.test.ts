import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { openBench } from '../../platform/open-bench.ts';
import { defaultReadings } from '../../spec/index.ts';
import { forAll } from '../../suites/property.ts';
import type { Requirement } from '../../suites/requirement.ts';
import { runRequirement } from '../../suites/run.ts';

const commands = { command: 'mvk check', callCommand: 'mvk call' };
const options = { readings: defaultReadings, budgets: { answerMs: 1_000, ackMs: 1_000 }, seed: 1, runs: 7 };

/** A requirement that needs nothing of an integration. */
function requirement(check: Requirement['check']): Requirement {
  return {
    id: 'answer.http.reachable',
    clause: 'answer-http-reachable',
    title: 'is looked at',
    needs: [],
    hint: 'None.',
    check,
  };
}

test('what a check notes is its own, even when another one goes on at the same time on the same bench', async () => {
  const bench = Object.freeze(await openBench(options, []));
  try {
    const counting = requirement((own, note) => forAll(own, note, fc.integer(), async () => undefined));
    const saying = requirement(async (_, note) => {
      note.seen = 'one thing';
    });
    const silent = requirement(async () => undefined);
    const results = await Promise.all([counting, saying, silent].map((each) => runRequirement(each, bench, commands)));
    expect(results.map(({ cases, seen }) => ({ cases, seen }))).toEqual([
      { cases: 7, seen: undefined },
      { cases: undefined, seen: 'one thing' },
      { cases: undefined, seen: undefined },
    ]);
  } finally {
    await bench.close();
  }
});

test('a note says which part of the cases a machine ran, and the next check begins without one', async () => {
  const bench = await openBench({ ...options, slice: { index: 1, total: 2 } }, []);
  try {
    const counting = requirement((own, note) => forAll(own, note, fc.integer(), async () => undefined));
    const first = await runRequirement(counting, bench, commands);
    const next = await runRequirement(
      requirement(async () => undefined),
      bench,
      commands,
    );
    expect(first).toMatchObject({ outcome: 'passed', cases: 4, slice: { index: 1, total: 2 } });
    expect(next).not.toHaveProperty('slice');
    expect(next).not.toHaveProperty('cases');
  } finally {
    await bench.close();
  }
});
