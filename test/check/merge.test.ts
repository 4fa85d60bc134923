import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import type { Report } from '../../spec/index.ts';
import { type Ended, mvk } from '../cli/run-command.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'mvk-merge-'));
const only = [
  '--only',
  'answer.http.*',
  '--only',
  'answer.json.valid',
  '--only',
  'answer.input.any-call',
  '--seed',
  '7',
  '--runs',
  '10',
  '--quiet',
];

function demo(name: string, ...flags: readonly string[]): Promise<Ended> {
  return mvk(['demo', ...flags, '--report', path.join(folder, name)]);
}

function reportIn(name: string): Report {
  return JSON.parse(readFileSync(path.join(folder, name, 'report.json'), 'utf8')) as Report;
}

const mergeOf = (names: readonly string[], into: string): Promise<Ended> =>
  mvk(['merge', ...names.map((name) => path.join(folder, name)), '--report', path.join(folder, into)]);

/** Without what differs between two runs of the same. */
function neutralize({ run, results, ...rest }: Report): object {
  const { startedAt: _at, durationMs: _ms, ...same } = run;
  return {
    ...rest,
    run: same,
    results: results.map((result) => ({ ...result, durationMs: 0 })),
    target: rest.target.name,
  };
}

test.describe.configure({ mode: 'serial' });

test('two shards merge into what one machine reports', async () => {
  await Promise.all([
    demo('whole', ...only),
    demo('one', ...only, '--shard', '1/2'),
    demo('two', ...only, '--shard', '2/2'),
  ]);
  expect(reportIn('one').run.shard).toEqual({ index: 1, total: 2 });
  // What rests on the call flow is checked by each.
  expect(['one', 'two'].map((name) => reportIn(name).results.map(({ id }) => id))).toEqual([
    ['answer.http.reachable', 'answer.json.valid', 'answer.input.any-call'],
    ['answer.http.success-status', 'answer.json.valid', 'answer.http.lasting'],
  ]);
  const merged = await mergeOf(['two', 'one'], 'merged');
  expect(merged.stderr).toBe('');
  expect(merged.code).toBe(0);
  expect(merged.stdout.trimEnd().split('\n').at(-1)).toBe('5 passed, 0 failed, 0 skipped');
  expect(neutralize(reportIn('merged'))).toEqual(neutralize(reportIn('whole')));
});

test('a missing shard is said, and leaves the run incomplete', async () => {
  const merged = await mergeOf(['one'], 'half');
  expect(merged.code).toBe(3);
  expect(merged.stdout).toContain('no report of shard 2/2');
});

test('machines beyond the requirements divide the cases', async () => {
  const single = ['--only', 'answer.input.any-call', '--seed', '7', '--runs', '9', '--quiet'];
  await Promise.all([demo('slice-1', ...single, '--shard', '1/2'), demo('slice-2', ...single, '--shard', '2/2')]);
  expect(['slice-1', 'slice-2'].map((name) => reportIn(name).results[0]?.cases)).toEqual([5, 4]);
  expect((await mergeOf(['slice-1', 'slice-2'], 'slices')).code).toBe(0);
  expect(reportIn('slices').results).toMatchObject([{ id: 'answer.input.any-call', outcome: 'passed', cases: 9 }]);
});

test('what are no shards of one run is refused in one sentence', async () => {
  const place = (name: string): string => JSON.stringify(path.join(folder, name));
  const ends = await Promise.all([
    mergeOf(['one', 'one'], 'none'),
    mergeOf(['whole', 'one'], 'none'),
    mergeOf(['one', 'slice-2'], 'none'),
    mergeOf(['one', 'two'], 'two'),
  ]);
  expect(ends.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
  expect(ends.map(({ stderr }) => stderr.split('\n')[0])).toEqual([
    `mvk: ${place('one')} and ${place('one')} are both shard 1`,
    `mvk: ${place('whole')} is the report of a whole run, not of a shard`,
    expect.stringMatching(/^mvk: these are not shards of one run: what was selected is "?answer\.http/),
    `mvk: ${place('two')} would be overwritten`,
  ]);
});
