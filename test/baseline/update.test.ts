import { expect, _baseTest as test } from '@playwright/test';
import { parse, parseDocument } from 'yaml';
import { type Baseline, emptyBaseline } from '../../cli/baseline/file.ts';
import { updated } from '../../cli/baseline/update.ts';
import { accept } from '../../reporters/run/accept.ts';
import { counts } from '../../reporters/run/verdict.ts';
import { verdictSentence } from '../../reporters/text/sentence.ts';
import type { BaselineEntry, Outcome, Report, Result } from '../../spec/index.ts';
import { madeResult } from '../report/made-result.ts';

const given = { reason: 'known', owner: 'team', expires: '2026-12-31' };
const today = '2026-06-01';
const entry = (id: string, expires = given.expires): BaselineEntry => ({
  ...{ id, reason: 'old', owner: 'me', expires },
  where: 'baseline.yaml:1',
});
const result = (id: string, outcome: Outcome, level: Result['level'] = 'must'): Result =>
  madeResult(id, outcome, { level });

const judged: ReadonlyArray<readonly [Outcome, string, 'accepted' | 'stale' | 'expired' | undefined]> = [
  ['failed', '2026-12-31', 'accepted'],
  ['warned', '2026-12-31', 'accepted'],
  ['failed', '2026-06-01', 'accepted'],
  ['failed', '2026-05-31', 'expired'],
  ['passed', '2026-12-31', 'stale'],
  ['passed', '2026-05-31', 'stale'],
  ['could-not-run', '2026-12-31', undefined],
  ['not-applicable', '2026-12-31', undefined],
  ['not-applicable', '2026-05-31', 'expired'],
];
for (const [outcome, expires, expected] of judged) {
  test(`an entry until ${expires} of what ${outcome} is ${expected ?? 'left alone'} on ${today}`, () => {
    const { results, overdue } = accept([result('a.b', outcome)], [entry('a.b', expires), entry('x.y')], today);
    const [found] = results;
    expect(found?.outcome).toBe(outcome);
    expect(found?.accepted).toEqual(expected === 'accepted' ? { reason: 'old', owner: 'me', expires } : undefined);
    expect(overdue.map(({ id, problem }) => [id, problem])).toEqual(
      expected === undefined || expected === 'accepted' ? [] : [['a.b', expected]],
    );
    for (const { message } of overdue) expect(message).toMatch(/^baseline\.yaml:1: the entry "a\.b" /);
  });
}

test('the verdict in words speaks of what is accepted, and of what no longer holds', () => {
  const of = (verdict: Report['verdict'], results: readonly Result[], overdue?: Report['overdue']) =>
    verdictSentence({ verdict, results, counts: counts(results), ...(overdue && { overdue }) } as Report);
  const accepted = madeResult('a.b', 'failed', { accepted: given });
  expect(of('conformant', [accepted])).toContain('1 failure accepted by the baseline');
  const stale = accept([result('a.b', 'passed')], [entry('a.b')], today).overdue;
  expect(of('nonconformant', [result('a.b', 'passed')], stale)).toContain('1 entry of the baseline no longer holds');
});

const update = (
  text: string,
  entries: readonly BaselineEntry[],
  results: readonly Result[],
  failOn: 'must' | 'should',
) => {
  const baseline: Baseline = { entries, document: parseDocument(text) };
  return {
    ...updated(baseline, results, { given, today, failOn }),
    text: baseline.document.toString({ lineWidth: 0 }),
  };
};

test('what fails is added, and what somebody wrote stays as it is', () => {
  const text = `# who may edit this: the leads
a.b:
  reason: "old"
  owner: me # see ticket 12
  expires: 2026-12-31
`;
  const all = [result('a.b', 'failed'), result('c.d', 'failed'), result('e.f', 'warned', 'should')];
  const must = update(text, [entry('a.b')], all, 'must');
  expect(must.text).toBe(`${text}c.d:\n  reason: known\n  owner: team\n  expires: 2026-12-31\n`);
  expect(must.lines).toEqual(['left a.b, accepted until 2026-12-31 by me', 'added c.d, until 2026-12-31']);
  expect({ changes: must.changes, count: must.count }).toEqual({ changes: 1, count: 2 });
  expect(Object.keys(parse(update(text, [entry('a.b')], all, 'should').text) as object)).toEqual(['a.b', 'c.d', 'e.f']);
});

test('what is met now is removed, and what has expired is not renewed; both are said', () => {
  const text =
    'a.b: {reason: old, owner: me, expires: 2026-12-31}\nc.d: {reason: old, owner: me, expires: 2026-05-31}\n';
  const { lines, text: after } = update(
    text,
    [entry('a.b'), entry('c.d', '2026-05-31')],
    [result('a.b', 'passed'), result('c.d', 'failed')],
    'must',
  );
  expect(after).toBe('c.d: { reason: old, owner: me, expires: 2026-05-31 }\n');
  expect(lines[0]).toContain('removed a.b');
  expect(lines[1]).toContain('left c.d, which expired on 2026-05-31');
});

test('what could not run, and what another run looks at, is not touched', () => {
  const text = 'a.b: { reason: old, owner: me, expires: 2026-12-31 }\n';
  const { lines, text: after, changes } = update(text, [entry('a.b')], [result('c.d', 'could-not-run')], 'should');
  expect({ after, changes }).toEqual({ after: text, changes: 0 });
  expect(lines).toEqual([expect.stringContaining('not accepted: c.d, which could not run')]);
});

test('a first baseline says what it is, and reads as it was written', () => {
  const baseline = emptyBaseline();
  updated(baseline, [result('a.b', 'failed')], { given: { ...given, reason: 'a: #b\nc' }, today, failOn: 'must' });
  const text = baseline.document.toString({ lineWidth: 0 });
  expect(text).toMatch(/^# Accepted failures/);
  expect(parse(text)).toEqual({ 'a.b': { ...given, reason: 'a: #b\nc' } });
});
