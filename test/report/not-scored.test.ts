import { expect, _baseTest as test } from '@playwright/test';
import { badge } from '../../reporters/formats/badge.ts';
import { ctrf } from '../../reporters/formats/ctrf.ts';
import { junit } from '../../reporters/formats/junit.ts';
import { markdown } from '../../reporters/formats/markdown.ts';
import { sarif } from '../../reporters/formats/sarif.ts';
import { terminal } from '../../reporters/formats/terminal.ts';
import { html } from '../../reporters/html/index.ts';
import { coverage } from '../../reporters/run/coverage.ts';
import { exitOf } from '../../reporters/run/exit.ts';
import { merge } from '../../reporters/run/merge.ts';
import { summarize } from '../../reporters/run/summarize.ts';
import { type Outcome, type Report, type Result, requirementsIn, validators } from '../../spec/index.ts';
import { reportOf, resultOf } from './reports.ts';

const [old, later, other] = ['answer.json.valid', 'webhook.retry.same-state', 'api.calls.isolated'] as const;
const violations = [{ expected: 'a', actual: 'seen <here>', exchanges: [], replay: 'mvk check --only x' }];
const sentence = 'Scored by version 0.1 of the contract; 2 later requirements ran and are not scored.';

/** A must of 0.1 with an outcome, a must of later that fails, and one that passes. */
function runOf(outcome: Outcome, contract: string = '0.1'): Report {
  const results = [
    resultOf(old, outcome, outcome === 'failed' ? { violations } : {}),
    resultOf(later, 'failed', { violations }),
    resultOf(other, 'passed'),
  ];
  const rules = { selected: results.map(({ id }) => id), failOn: 'should' as const };
  const chosen = contract === '' ? {} : { contract };
  const report = reportOf([], {});
  return { ...report, run: { ...report.run, ...chosen }, ...summarize(results, [], { ...rules, ...chosen }) };
}

test('what a later version asks for changes neither verdict, counts nor exit code', () => {
  const scored = (['passed', 'failed', 'could-not-run'] as const).map((outcome) => runOf(outcome));
  expect(scored.map(({ verdict }) => verdict)).toEqual(['conformant', 'nonconformant', 'incomplete']);
  expect(scored.map(exitOf)).toEqual([0, 1, 3]);
  expect(scored[0]?.counts).toEqual({ passed: 1, failed: 0, warned: 0, notApplicable: 0, couldNotRun: 0 });
  expect(['', '0.2'].map((contract) => runOf('passed', contract).verdict)).toEqual(['nonconformant', 'nonconformant']);
});

test('coverage is that of the version', () => {
  const clauses = requirementsIn('0.1').length;
  expect(coverage(runOf('passed'))).toMatchObject({ selected: 1, percent: 100, total: { clauses, named: clauses } });
  expect(coverage(runOf('not-applicable')).percent).toBe(0);
});

test('the report is valid, and says what was not scored', async () => {
  const { report: validate } = await validators('report');
  const report = runOf('passed');
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  expect(report.results.map(({ id }) => id)).toEqual([old]);
  expect(report.notScored?.map(({ id, outcome }) => [id, outcome])).toEqual([
    [later, 'failed'],
    [other, 'passed'],
  ]);
});

test('the terminal shows it apart, with the version', () => {
  const text = terminal(runOf('passed'), { width: 200, color: false });
  expect(text).toContain(sentence);
  expect(text).toContain(`Not scored\n✗ ${later}: seen <here>`);
  expect(text).toContain('1 other passed or did not apply');
  expect(text).toContain('1 passed, 0 failed, 0 warned, 0 not applicable, 0 could not run, 2 not scored\n');
  expect(text.trimEnd().split('\n').at(-1)).toBe('1 passed, 0 failed, 0 skipped');
  const quiet = terminal(runOf('passed'), { width: 200, color: false, quiet: true });
  expect(quiet).toContain(sentence);
  expect(quiet).not.toContain(later);
});

test('the page and the summary show it apart, with the version', () => {
  const page = html(runOf('passed'));
  expect(page).toContain('<h2 id="h-not-scored">Not scored</h2>');
  expect(page).toContain(sentence);
  expect(page).toContain(`id="${later}"`);
  expect(page).toContain('--contract 0.1 --seed 7');
  const summary = markdown(runOf('passed'));
  expect(summary).toContain(sentence);
  expect(summary).toContain('**2** not scored');
  expect(summary).toContain(`| ✗ | <code>${later}</code> | must |`);
});

test('in JUnit it is a suite of its own, without failures', () => {
  const text = junit(runOf('passed'));
  expect(text).toMatch(/<testsuites [^>]* tests="3" failures="0" errors="0"/);
  expect(text).toContain('<testsuite name="minivoice.not-scored" tests="2" failures="0" errors="0" skipped="1"');
  expect(text).toContain('not scored, as it is later than version 0.1 of the contract: failed: ');
});

test('in SARIF it is a notification, never an alert', () => {
  const [run] = (JSON.parse(sarif(runOf('passed'))) as { runs: readonly Record<string, unknown>[] }).runs;
  expect(run?.results).toEqual([]);
  expect(run?.properties).toMatchObject({
    contract: '0.1',
    notScored: [
      { id: later, outcome: 'failed' },
      { id: other, outcome: 'passed' },
    ],
  });
  expect(run?.invocations).toMatchObject([
    { toolExecutionNotifications: [{ level: 'note', associatedRule: { id: later } }], exitCode: 0 },
  ]);
});

test('in CTRF it is other, whatever came out', () => {
  const { results } = JSON.parse(ctrf(runOf('passed'))) as {
    results: { tests: readonly { status: string; rawStatus: string; extra: object }[]; extra: object };
  };
  expect(results.tests.map(({ status, rawStatus }) => [status, rawStatus])).toEqual([
    ['passed', 'passed'],
    ['other', 'failed'],
    ['other', 'passed'],
  ]);
  expect(results.tests[1]?.extra).toMatchObject({ scored: false });
  expect(results.extra).toMatchObject({ scoredBy: '0.1' });
});

test('the badge names the version', () => {
  expect(badge(runOf('passed'))).toContain('MiniVoice 0.1 conformance: conformant');
});

test('a run without a version says nothing of versions', () => {
  const report = runOf('passed', '');
  const texts = [terminal(report, { width: 200, color: false }), html(report), markdown(report), sarif(report)];
  for (const text of texts) expect(text).not.toMatch(/not.scored|Scored by/i);
});

test('merged shards score what they scored, or the version that is asked for', () => {
  const shard = (index: number, ids: readonly string[], contract: string): Report => {
    const { results, notScored = [], ...rest } = runOf('passed', contract);
    const all: readonly Result[] = [...results, ...notScored].filter(({ id }) => ids.includes(id));
    const selected = [old, later, other];
    const version = contract === '' ? {} : { contract };
    const run = { ...rest.run, shard: { index, total: 2 }, selected };
    return { ...rest, run, ...summarize(all, [], { selected: ids, failOn: 'must', ...version }) };
  };
  const shards = (contract = '') => [shard(1, [old, other], contract), shard(2, [later], contract)];
  const outcome = ({ verdict, run, results, notScored = [] }: Report) => ({
    ...{ verdict, contract: run.contract },
    ...{ scored: results.map(({ id }) => id), others: notScored.map(({ id }) => id) },
  });
  const bySet = { verdict: 'conformant', contract: '0.1', scored: [old], others: [later, other] };
  expect(outcome(merge(shards('0.1')))).toEqual(bySet);
  expect(outcome(merge(shards(), '0.1'))).toEqual(bySet);
  expect(outcome(merge(shards('0.1'), '0.2'))).toEqual({
    ...{ verdict: 'nonconformant', contract: '0.2', scored: [old, later, other], others: [] },
  });
});
