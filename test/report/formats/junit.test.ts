import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import results from 'test-results-parser';
import { junit } from '../../../reporters/formats/junit.ts';
import { failing } from '../reports.ts';
import { attacks, bigReport, hostileReport } from '../samples.ts';
import { readXml, textOf } from './xml.ts';

/** What XML 1.0 can hold of a text. */
function inXml(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}

for (const attack of attacks) {
  test(`JUnit holds ${JSON.stringify(attack.slice(0, 30))} as it is`, () => {
    const read = readXml(junit(hostileReport(attack)));
    expect(textOf(read)).toContain(`actual: ${inXml(attack)}\n`);
    expect(
      read.attributes.filter(({ name, value }) => name === 'message' && value.includes(inXml(attack))),
    ).toHaveLength(5);
    expect(read.elements).toMatchObject({
      testsuites: 1,
      testcase: 7,
      failure: 3,
      error: 1,
      skipped: 1,
      'system-out': 1,
    });
  });
}

test('a reader of JUnit counts what we count', () => {
  for (const report of [failing, hostileReport(), bigReport(200)]) {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-junit-')), 'junit.xml');
    writeFileSync(file, junit(report));
    const { result, errors: problems } = results.parseV2({ type: 'junit', files: [file] });
    expect(problems).toEqual([]);
    // An entry of the baseline that no longer holds fails as a case of its own.
    const overdue = report.overdue?.length ?? 0;
    const broken = report.results.filter(({ outcome, accepted }) => outcome === 'failed' && !accepted).length + overdue;
    const { notApplicable: skipped, couldNotRun: errors } = report.counts;
    const sum = (name: 'failed' | 'errors' | 'skipped' | 'total') =>
      result.suites.reduce((total, suite) => total + Number(suite[name]), 0);
    // A skipped case is no part of a total there.
    const total = report.results.length + overdue - skipped;
    expect({ failed: sum('failed'), errors: sum('errors'), skipped: sum('skipped'), total: sum('total') }).toEqual({
      failed: broken,
      errors,
      skipped,
      total,
    });
    expect(result.suites.flatMap(({ cases }) => cases)).toHaveLength(report.results.length + overdue);
  }
});

test('JUnit says how much of the contract was judged', () => {
  const { attributes } = readXml(junit(hostileReport()));
  const values = attributes.filter(({ element }) => element === 'property').map(({ value }) => value);
  expect(values).toEqual([
    'coverage.clauses',
    '5',
    'coverage.named',
    '5',
    'coverage.emitted',
    '3',
    'coverage.proven',
    '4',
  ]);
});
