import { expect, _baseTest as test } from '@playwright/test';
import { mutants } from '../../mutants/index.ts';
import { json } from '../../reporters/formats/json.ts';
import { terminal } from '../../reporters/formats/terminal.ts';
import { coverage, coverageLine, coverageOf, coverageShortfall } from '../../reporters/run/coverage.ts';
import { exitOf } from '../../reporters/run/exit.ts';
import { catalogue, clauses, faults, type Report, validators } from '../../spec/index.ts';
import { clean, failing, reportOf, resultOf } from './reports.ts';
import { hostileReport } from './samples.ts';

const [first, second, third] = catalogue.map(({ id }) => id);

test('every clause is counted as named, emitted and proven, or is among what lacks it', () => {
  const { total, areas, missing } = coverageOf(failing);
  const all = Object.keys(clauses);
  // "unknown" is the clause of a requirement that this kit does not know.
  expect(total.clauses).toBe(all.length + 1);
  expect(total.named + missing.named.length).toBe(total.clauses);
  expect(total.emitted + missing.emitted.length).toBe(total.clauses);
  expect(total.proven + missing.proven.length).toBe(total.clauses);
  for (const key of ['clauses', 'named', 'emitted', 'proven'] as const) {
    expect(Object.values(areas).reduce((sum, tally) => sum + tally[key], 0)).toBe(total[key]);
  }
});

test('only what was judged is emitted', () => {
  const outcomes = ['passed', 'failed', 'warned', 'not-applicable', 'could-not-run'] as const;
  const counted = outcomes.map((outcome) => coverageOf(reportOf([resultOf(first ?? '', outcome)])).total.emitted);
  expect(counted).toEqual([1, 1, 1, 0, 0]);
});

test('a clause counts once, however many requirements it has, and one judged is enough', () => {
  const clause = 'answer-json-valid';
  const results = [resultOf('a.b.c', 'passed', { clause }), resultOf('a.b.d', 'could-not-run', { clause })];
  expect(coverageOf({ results })).toMatchObject({ selected: 1, percent: 100, total: { emitted: 1 } });
});

test('the share is of what was selected, rounded down, and nothing of nothing is nothing', () => {
  const results = [
    resultOf(first ?? '', 'passed'),
    resultOf(second ?? '', 'failed'),
    resultOf(third ?? '', 'not-applicable'),
  ];
  expect(coverageOf({ results })).toMatchObject({ selected: 3, percent: 66.6 });
  expect(coverageOf(clean).percent).toBe(100);
  expect(coverageOf({ results: [] })).toMatchObject({ selected: 0, percent: 0 });
});

test('what a requirement is proven by is known without running a mutant', () => {
  const flawless = mutants.filter(({ name }) => name !== 'flawed').map(({ name, breaks }) => [name, breaks]);
  expect(faults.map(({ name, breaks }) => [name, breaks])).toEqual(flawless);
  const broken = new Set(faults.flatMap(({ breaks }) => breaks));
  const unproven = catalogue.filter(({ id }) => !broken.has(id)).map(({ clause }) => clause);
  const { missing } = coverageOf(clean);
  expect(missing.proven.filter((clause) => !missing.named.includes(clause))).toEqual(unproven);
});

test('a report keeps the coverage by the contract of its time', () => {
  expect(coverage(hostileReport())).toEqual(hostileReport().coverage);
  expect(coverageLine(hostileReport())).toContain(
    '60 % of 5 selected clauses judged; of 5 in the contract 5 named, 3 emitted, 4 proven',
  );
});

test('too little coverage fails a run that would have been conformant, and no other verdict changes', () => {
  const gated = (report: Report, minCoverage: number): Report => ({ ...report, run: { ...report.run, minCoverage } });
  const partly: Report = { ...hostileReport('x'), verdict: 'conformant' };
  expect([0, 60, 60.1, 100].map((least) => exitOf(gated(partly, least)))).toEqual([0, 0, 1, 1]);
  expect(exitOf(partly)).toBe(0);
  expect(exitOf(gated({ ...partly, verdict: 'incomplete' }, 100))).toBe(3);
  expect(exitOf(gated({ ...partly, verdict: 'nonconformant' }, 0))).toBe(1);
  const sentence = 'The run judged 60 % of the 5 clauses that were selected, and --min-coverage asks for 61 %.';
  expect(coverageShortfall(gated(partly, 61))).toBe(sentence);
  expect(terminal(gated(partly, 61), { width: 200, color: false })).toContain(`\n${sentence}\n`);
});

test('a report with coverage, gate and files is valid by its schema', async () => {
  const { report: validate } = await validators('report');
  const report = {
    ...clean,
    coverage: coverageOf(clean),
    run: { ...clean.run, failOn: 'should', minCoverage: 99.5, files: { config: 'a.ts' } },
  };
  expect(validate(JSON.parse(json(report as Report))), JSON.stringify(validate.errors)).toBe(true);
});
