import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Integration } from '../../mutants/integration.ts';
import { json, reference } from '../../mutants/reference.ts';
import type { Report } from '../../spec/index.ts';
import { mvk, test } from '../cli/run-command.ts';

const folder = (): string => mkdtempSync(path.join(tmpdir(), 'mvk-repeated-'));
const only = ['--only', 'answer.json.valid', '--only', 'answer.json.content-type', '--runs', '2'];

/** The reference, with another response until a file is there. */
function until(file: string, reply: ReturnType<Integration['encode']>): Partial<Integration> {
  return { encode: (answer, ...rest) => (existsSync(file) ? reference.encode(answer, ...rest) : reply) };
}
const broken = { ...json(200, {}), body: '{"actions": [' };
const mislabelled = {
  status: 200,
  headers: { 'Content-Type': 'text/html' },
  body: '{"actions":[{"say":{"text":"Hi."}}]}',
};

function outcomesIn(report: string): readonly string[] {
  const { results } = JSON.parse(readFileSync(path.join(report, 'report.json'), 'utf8')) as Report;
  return results.map(({ id, outcome }) => `${id} ${outcome}`);
}

test('a verdict that depends on the run has none, and the seeds of each side are named', async ({ integration }) => {
  const report = folder();
  const flags = await integration(until(path.join(report, 'run-1', 'report.json'), broken));
  const { code, stdout } = await mvk(['check', ...flags, ...only, '--seed', '5', '--repeat', '3', '--report', report]);
  expect(stdout).toContain('Run 1 of 3, seed 5: Nonconformant: 1 requirement is broken.');
  expect(stdout).toContain('Run 3 of 3, seed 7: Conformant');
  expect(stdout).toMatch(/answer\.json\.valid\n {4}failed: 1 run, seed 5\n {4}passed: 2 runs, seeds 6, 7\n/);
  expect(stdout).toContain('The verdict depends on the seed: exit 1 with seed 5, exit 0 with seeds 6, 7.');
  expect(code).toBe(3);
  expect(outcomesIn(path.join(report, 'run-1'))).toContain('answer.json.valid failed');
  expect(outcomesIn(path.join(report, 'run-3'))).toContain('answer.json.valid passed');
});

test('a recommendation that flips leaves the verdict as it is', async ({ integration }) => {
  const report = folder();
  const flags = await integration(until(path.join(report, 'run-1', 'report.json'), mislabelled));
  const args = ['check', ...flags, ...only, '--seed', '5', '--repeat', '2', '--report', report, '--json'];
  const { code, stdout } = await mvk(args);
  const { runs, flips } = JSON.parse(stdout) as { runs: readonly object[]; flips: readonly object[] };
  expect(runs).toMatchObject([
    { seed: 5, exit: 0, verdict: 'conformant' },
    { seed: 6, exit: 0, verdict: 'conformant' },
  ]);
  expect(flips).toEqual([{ id: 'answer.json.content-type', outcomes: { warned: [5], passed: [6] } }]);
  expect(code).toBe(0);
});

test('runs that agree say so', async ({ integration }) => {
  const args = [...(await integration()), ...only, '--repeat', '2', '--report', folder()];
  const { code, stdout } = await mvk(['check', ...args]);
  expect(stdout).toContain('No requirement flips in 2 runs.');
  expect(code).toBe(0);
});

test('what failed in the last report is run again, and nothing else', async ({ integration }) => {
  const report = folder();
  const flags = await integration(until(path.join(report, 'report.json'), broken));
  const args = ['check', ...flags, '--runs', '2', '--report', report];
  const early = await mvk([...args, '--last-failed', ...only]);
  expect(early.stderr).toContain('--last-failed needs the report of an earlier run');
  expect(early.code).toBe(2);
  expect((await mvk([...args, ...only])).code).toBe(1);
  const again = await mvk([...args, '--last-failed']);
  expect(outcomesIn(report)).toContain('answer.json.valid passed');
  expect(outcomesIn(report)).not.toContain('answer.json.content-type passed');
  expect(again.code).toBe(0);
  const nothing = await mvk([...args, '--last-failed']);
  expect(nothing.stderr).toContain('nothing failed in the last report');
  expect(nothing.code).toBe(2);
});
