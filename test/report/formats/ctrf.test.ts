import { expect, _baseTest as test } from '@playwright/test';
import { type CTRFReport, parse, validateStrict } from 'ctrf';
import { ctrf } from '../../../reporters/formats/ctrf.ts';
import { escapeTerminal } from '../../../reporters/text/escape.ts';
import type { Report } from '../../../spec/index.ts';
import { clean, failing, reportOf, resultOf } from '../reports.ts';
import { attacks, bigReport, endless, hostile, hostileReport } from '../samples.ts';

function read(report: Report): CTRFReport {
  const text = ctrf(report);
  validateStrict(JSON.parse(text));
  return parse(text);
}

test('CTRF is valid by its published schema', () => {
  for (const report of [clean, failing, reportOf([]), hostileReport(), hostileReport(endless), bigReport(100)]) {
    const { summary, tests } = read(report).results;
    expect(summary.tests).toBe(tests.length);
    expect(summary.passed + summary.failed + summary.skipped + summary.pending + summary.other).toBe(tests.length);
  }
});

test('CTRF keeps outcomes apart, and the raw one', () => {
  const { tests } = read(failing).results;
  expect(tests.map(({ status, rawStatus }) => `${rawStatus} ${status}`)).toEqual([
    'passed passed',
    'warned other',
    'failed failed',
    'failed failed',
    'failed other',
    'could-not-run pending',
    'not-applicable skipped',
  ]);
  const strict = { ...failing, run: { ...failing.run, failOn: 'should' as const } };
  expect(read(strict).results.summary.failed).toBe(3);
  expect(tests[2]?.extra).toMatchObject({ level: 'must', evidence: 'stated', requirement: 'answer.actions.fields' });
  expect(tests[4]?.extra).toMatchObject({ accepted: { owner: 'ann' } });
});

test('CTRF says the verdict, the exit code and the coverage', () => {
  const { extra } = read(failing).results;
  expect(extra).toMatchObject({ verdict: 'nonconformant', exitCode: 1, coverage: { selected: 7 } });
});

for (const attack of attacks) {
  test(`CTRF holds ${JSON.stringify(attack.slice(0, 30))} as text that can be printed`, () => {
    const { tests } = read(hostileReport(attack)).results;
    expect(tests[1]).toMatchObject({ message: `expected ${escapeTerminal(attack)}, got ${escapeTerminal(attack)}` });
    expect(tests[1]?.trace).toContain(escapeTerminal(`actual: ${attack}`));
    expect(tests[3]).toMatchObject({ message: escapeTerminal(attack), status: 'skipped' });
  });
}

test('a name is one text however hostile it is', () => {
  const [only] = read(reportOf([resultOf(`sample.${hostile}`, 'passed')])).results.tests;
  expect(only?.name).toContain(escapeTerminal(hostile));
});
