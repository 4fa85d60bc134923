import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { secondsOf, timePlan } from '../../cli/check/time-budget.ts';
import type { Report } from '../../spec/index.ts';
import { mvk, test } from '../cli/run-command.ts';

const folder = (): string => mkdtempSync(path.join(tmpdir(), 'mvk-budget-'));

test('a time is written in minutes and seconds', () => {
  expect(['20s', '2m', '1m30s'].map(secondsOf)).toEqual([20, 120, 90]);
  for (const wrong of ['soon', '20', '0s', '', '-1s', '1.5m', '30s1m']) {
    expect(() => secondsOf(wrong), wrong).toThrow(`--time-budget ${JSON.stringify(wrong)} is no time`);
  }
});

test('what failed comes first, then a must before what is as fast and only recommended', async () => {
  const report = folder();
  const { code } = await mvk([
    'demo',
    '--flawed',
    '--only',
    'answer.*',
    '--seed',
    '1',
    '--runs',
    '2',
    '--report',
    report,
  ]);
  expect(code).toBe(1);
  const file = path.join(report, 'report.json');
  const last = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const timed = last.results.map((each) => ({ ...each, durationMs: each.id === 'answer.json.valid' ? 9_000 : 10 }));
  writeFileSync(file, JSON.stringify({ ...last, results: timed }));
  const ids = last.results.map(({ id }) => id);
  const { order = [], timeBudget } = await timePlan(20, ids, report);
  expect(timeBudget).toBe(20);
  expect([...order].sort()).toEqual([...ids].sort());
  const open = last.results.filter(({ outcome }) => outcome === 'failed' || outcome === 'warned').map(({ id }) => id);
  expect(open).not.toEqual([]);
  expect(order.slice(0, open.length)).toEqual(open);
  const rest = order.slice(open.length);
  expect(rest.at(-1)).toBe('answer.json.valid');
  const isMust = rest.slice(0, -1).map((id) => last.results.some((each) => each.id === id && each.level === 'must'));
  expect(isMust).toContain(true);
  expect(isMust.lastIndexOf(true)).toBeLessThan(isMust.indexOf(false));
});

test('what the time did not suffice for is not passed, and says so', async () => {
  const report = folder();
  const { code, stdout } = await mvk([
    'check',
    '--config',
    await configOf(report),
    '--time-budget',
    '1s',
    '--report',
    report,
  ]);
  const { results, verdict } = JSON.parse(readFileSync(path.join(report, 'report.json'), 'utf8')) as Report;
  const cut = results.filter(
    ({ outcome, reason }) => outcome === 'could-not-run' && /--time-budget/.test(reason ?? ''),
  );
  expect(cut.length).toBeGreaterThan(0);
  expect(verdict).toBe('incomplete');
  expect(code).toBe(3);
  expect(stdout).toContain('not judged: the run had used its 1 s (--time-budget)');
});

/** A server that takes a while for each answer. */
async function configOf(root: string): Promise<string> {
  const file = path.join(root, 'server.cjs');
  writeFileSync(
    file,
    `require('node:http').createServer((_, response) => setTimeout(() => {
      response.setHeader('Content-Type', 'application/json');
      response.end('{"actions":[{"say":{"text":"Hello."}}]}');
    }, 200)).listen(Number(process.env.PORT), '127.0.0.1');`,
  );
  const config = path.join(root, 'mvk.config.json');
  const { freePort } = await import('../../platform/http/free-ports.ts');
  const port = await freePort();
  const start = { command: `${process.execPath} ${file}`, env: { PORT: String(port) } };
  writeFileSync(config, JSON.stringify({ answerUrl: `http://127.0.0.1:${port}/answer`, start }));
  return config;
}
