import { expect, _baseTest as test } from '@playwright/test';
import { checklist } from '../../reporters/formats/checklist.ts';
import { summarize } from '../../reporters/run/summarize.ts';
import type { Outcome, Overdue, Report, Result } from '../../spec/index.ts';
import { type Details, madeResult } from '../report/made-result.ts';

const result = (id: string, outcome: Outcome, more: Details = {}): Result =>
  madeResult(id, outcome, { title: `does ${id}`, ...more });
const broken = (actual: string): Details => ({
  violations: [{ expected: 'better', actual, hint: 'fix it', exchanges: [], replay: 'mvk readiness --only a.b' }],
});

function list(results: readonly Result[], overdue: readonly Overdue[] = [], name = 'IVR'): string {
  const selected = results.map(({ id }) => id);
  const report: Report = {
    kit: { version: '1' },
    spec: { version: '1' },
    run: { seed: 1, startedAt: '2026-05-29T12:00:00Z', durationMs: 1, command: 'mvk readiness' },
    target: { name, capabilities: [] },
    ...summarize(results, overdue, { selected, failOn: 'must' }),
  };
  return checklist(report, { width: 60, color: false });
}

const accepted = { reason: 'known', owner: 'team', expires: '2026-12-31' };
const stale = { id: 'a.b', problem: 'stale', where: 'baseline.yaml:1', message: 'baseline.yaml:1: remove it' } as const;
const decisions: ReadonlyArray<readonly [string, readonly Result[], readonly Overdue[]]> = [
  ['GO: nothing stands in the way.', [result('a.b', 'passed')], []],
  ['GO, with 1 recommendation not followed.', [result('a.b', 'warned', { level: 'should', ...broken('x') })], []],
  ['GO: nothing stands in the way.', [result('a.b', 'failed', { accepted, ...broken('x') })], []],
  ['NO GO: 1 requirement not met.', [result('a.b', 'failed', broken('x'))], []],
  ['NO GO: 1 baseline entry no longer holding.', [result('a.b', 'passed')], [stale]],
  ['NO DECISION: 1 check could not be made.', [result('a.b', 'could-not-run', { reason: 'nobody there' })], []],
];
for (const [sentence, results, overdue] of decisions) {
  test(`the list ends with "${sentence}" where there is ${results[0]?.outcome} and ${overdue.length} overdue`, () => {
    expect(list(results, overdue).split('\n')).toContain(sentence);
  });
}

test('each line says what was checked, what was seen, and what to do', () => {
  const text = list([
    result('a.b', 'passed', { seen: 'until 2027' }),
    result('c.d', 'failed', broken('it expired')),
    result('e.f', 'not-applicable', { reason: 'needs a key' }),
  ]);
  expect(text).toContain('✓ does a.b\n  seen        until 2027\n');
  expect(text).toContain('✗ does c.d\n  seen        it expired\n  expected    better\n  to do       fix it\n');
  expect(text).toContain('– does e.f\n  to do       needs a key\n');
  expect(text.trimEnd().split('\n').at(-1)).toBe('1 passed, 1 failed, 1 skipped');
});

test('bytes of the target stay text, in few lines', () => {
  const hostile = `\u001b[2J::error::\u202e\r${'x'.repeat(5_000_000)}`;
  const text = list([result('a.b', 'failed', broken(hostile))], [{ ...stale, message: hostile }], hostile);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  expect(text).not.toMatch(/[\u001b\r\u202e]|^::/m);
  expect(text.split('\n').length).toBeLessThan(25);
});
