import { expect, _baseTest as test } from '@playwright/test';
import { shareOf } from '../../cli/check/shard.ts';
import { merge } from '../../reporters/run/merge.ts';
import { summarize } from '../../reporters/run/summarize.ts';
import { catalogue, clauses, type Report, type Result, validators } from '../../spec/index.ts';
import { type Details, madeResult } from './made-result.ts';

const ids = catalogue
  .filter(({ walks }) => !walks)
  .slice(0, 7)
  .map(({ id }) => id);

type Changed = Details & Partial<Pick<Result, 'outcome'>>;

function resultOf(id: string, change: Changed = {}): Result {
  const card = catalogue.find((each) => each.id === id);
  if (!card) throw new Error(`there is no ${id}`);
  const { title, clause } = card;
  const { level, evidence, source } = clauses[clause];
  const { outcome = 'passed', ...details } = change;
  return madeResult(id, outcome, { title, clause, level, evidence, source, durationMs: 5, ...details });
}

const broken = (replay: string, path?: string): Changed => ({
  outcome: 'failed',
  violations: [{ expected: 'a', actual: 'b', exchanges: [], replay, reproduction: { seed: 1, ...(path && { path }) } }],
});

function reportOf(results: readonly Result[], run: Partial<Report['run']> = {}): Report {
  const rules = { selected: results.map(({ id }) => id), failOn: 'must' as const };
  return {
    kit: { version: '0.1.0' },
    spec: { version: '0.1.0' },
    run: {
      seed: 1,
      startedAt: '2026-05-29T12:00:00.000Z',
      durationMs: 1_000,
      command: 'mvk check',
      failOn: 'must',
      ...run,
    },
    target: { capabilities: ['answer'] },
    ...summarize(results, [], rules),
  };
}

const shardsOf = (results: readonly Result[], total: number): readonly Report[] =>
  Array.from({ length: total }, (_, at) => {
    const shard = { index: at + 1, total };
    const { selected } = shareOf(ids, shard);
    const own = results.filter(({ id }) => selected.includes(id));
    const startedAt = new Date(Date.UTC(2026, 4, 29, 12, 0, at)).toISOString();
    return reportOf(own, { shard, selected: ids, startedAt });
  });

test('a merged report is that of the unsharded run, apart from times', async () => {
  const results = ids.map((id, at) => resultOf(id, at === 3 ? broken(`mvk check --only ${id} --seed 1`) : {}));
  const whole = reportOf(results);
  const { report: validate } = await validators('report');
  for (const total of [1, 2, 3, 7]) {
    const merged = merge(shardsOf(results, total));
    expect(validate(merged), JSON.stringify(validate.errors)).toBe(true);
    expect({ ...merged, run: { ...merged.run, durationMs: 0 } }).toEqual({
      ...whole,
      run: { ...whole.run, durationMs: 0 },
    });
    expect(merged.run.durationMs).toBe(1_000 * total);
  }
});

test('the order in which shards are given does not matter', () => {
  const shards = shardsOf(
    ids.map((id) => resultOf(id)),
    3,
  );
  expect(merge([...shards].reverse())).toEqual(merge(shards));
});

test('what a missing shard had to check could not run, and the run is incomplete', () => {
  const [first, , third] = shardsOf(
    ids.map((id) => resultOf(id)),
    3,
  );
  const merged = merge([first, third].filter((each) => each !== undefined));
  expect(merged.verdict).toBe('incomplete');
  expect(merged.counts).toMatchObject({ passed: 5, couldNotRun: 2 });
  expect(merged.results[1]).toMatchObject({ id: ids[1], outcome: 'could-not-run', reason: 'no report of shard 2/3' });
});

test('a violation in any shard makes the whole nonconformant, whatever is missing', () => {
  const results = ids.map((id, at) => resultOf(id, at === 0 ? broken('mvk check') : {}));
  const [first] = shardsOf(results, 3);
  expect(merge(first ? [first] : []).verdict).toBe('nonconformant');
});

test('of cases that machines divided, the first counterexample is kept and the cases are added', () => {
  const [id = ''] = ids;
  const slice = (index: number, change: Changed): Report =>
    reportOf([resultOf(id, { cases: 10, slice: { index, total: 3 }, ...change })], {
      shard: { index, total: 3 },
      selected: [id],
    });
  const merged = merge([
    slice(1, broken('mvk check --only x --seed 1 --path 12:0', '12:0')),
    slice(2, {}),
    slice(3, broken('mvk check --only x --seed 1 --path 5:1:0', '5:1:0')),
  ]);
  expect(merged.results).toHaveLength(1);
  expect(merged.results[0]).toMatchObject({ outcome: 'failed', cases: 30, durationMs: 15 });
  expect(merged.results[0]?.violations?.[0]?.replay).toContain('--path 5:1:0');
  expect(merged.results[0]).not.toHaveProperty('slice');
  const unknown = merge([slice(1, {}), slice(2, { outcome: 'could-not-run', reason: 'x' }), slice(3, {})]);
  expect(unknown.results[0]?.outcome).toBe('could-not-run');
});
