import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { parseFlags } from '../../cli/arguments.ts';
import { shared } from '../../cli/flags.ts';
import { publishReports } from '../../cli/report/publish.ts';
import { markdown } from '../../reporters/formats/markdown.ts';
import type { Report } from '../../spec/index.ts';
import { mvkFile } from '../kit.ts';
import { failing } from './reports.ts';

const _tsx = import.meta.resolve('tsx');

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mvk-gates-'));
});

async function mvk(args: readonly string[], { cwd = folder, ...env }: Record<string, string> = {}) {
  const child = spawn(process.execPath, [mvkFile, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...output };
}

test('a run writes every report, and the summary of the job where GitHub asks for it', async () => {
  const summary = path.join(folder, 'summary');
  writeFileSync(summary, 'of an earlier command\n');
  const { code, stdout } = await mvk(
    ['demo', '--only', 'answer.json.valid', '--min-coverage', '100', '--annotations', 'github'],
    {
      GITHUB_STEP_SUMMARY: summary,
    },
  );
  expect(code).toBe(0);
  expect(stdout).not.toContain('::error');
  expect(stdout).toContain('Coverage: 100 % of 1 selected clauses judged');
  const reports = readdirSync(path.join(folder, 'mvk-report')).filter((name) => !name.startsWith('.'));
  expect(reports.sort()).toEqual([
    'badge.svg',
    'ctrf.json',
    'junit.xml',
    'report.html',
    'report.json',
    'results.sarif',
    'summary.md',
  ]);
  const written = readFileSync(path.join(folder, 'mvk-report/summary.md'), 'utf8');
  expect(readFileSync(summary, 'utf8')).toBe(`of an earlier command\n${written}`);
});

test('a conformant run that judged too little fails, and JSON stays alone on standard output', async () => {
  const only = ['--only', 'answer.json.valid', '--only', 'flow.media.in-order'];
  const { code, stdout, stderr } = await mvk([
    'demo',
    ...only,
    '--min-coverage',
    '60',
    '--annotations',
    'github',
    '--json',
  ]);
  const sentence = 'The run judged 50 % of the 2 clauses that were selected, and --min-coverage asks for 60 %.';
  expect(code).toBe(1);
  const report = JSON.parse(stdout) as Report;
  expect(report).toMatchObject({ verdict: 'conformant', run: { minCoverage: 60 }, coverage: { percent: 50 } });
  expect(stderr).toContain(`mvk: ${sentence}`);
  expect(stderr).toContain(`::error title=MiniVoice conformance::${sentence.replaceAll('%', '%25')}`);
});

test('findings point into the configuration, as the repository names it', async () => {
  const server = createServer((_, response) => void response.end('{"actions":[{"play":{}}]}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const cwd = path.join(folder, 'services/voice');
    mkdirSync(path.join(folder, '.git'));
    mkdirSync(cwd, { recursive: true });
    const answerUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer`;
    writeFileSync(path.join(cwd, 'mvk.config.json'), JSON.stringify({ answerUrl }));
    const { code, stdout } = await mvk(
      ['check', '--only', 'answer.actions.known', '--runs', '2', '--annotations', 'github'],
      { cwd },
    );
    expect(code).toBe(1);
    expect(stdout).toContain('::error file=services/voice/mvk.config.json,line=1,title=answer.actions.known::');
    expect(stdout).toMatch(/\n0 passed, 1 failed, 0 skipped\n$/);
    const sarif = readFileSync(path.join(cwd, 'mvk-report/results.sarif'), 'utf8');
    expect(sarif).toContain('"uri": "services/voice/mvk.config.json"');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('a gate that is no share of a hundred, and a host that is none, are wrong usage', () => {
  const read = (flag: string, value: string) => parseFlags([`--${flag}=${value}`], shared).flags;
  for (const value of ['', '-1', '101', '5%', 'NaN', '1e2', '0x10', '100.1', ' 5']) {
    expect(() => read('min-coverage', value)).toThrow(
      `--min-coverage must be a number from 0 to 100 (got ${JSON.stringify(value)})`,
    );
  }
  expect(['0', '100', '99.5'].map((value) => read('min-coverage', value).minCoverage)).toEqual([0, 100, 99.5]);
  expect(() => read('annotations', 'gitlab')).toThrow('"gitlab"');
});

test('a job summary that has no room left, or cannot be written, costs no report', async () => {
  const full = path.join(folder, 'full');
  writeFileSync(full, 'x'.repeat(1024 * 1024 - 100));
  expect(await publishReports(failing, folder, { GITHUB_STEP_SUMMARY: full })).toEqual([
    'the job summary has 1048476 bytes already, and no room for this one: it is in summary.md',
  ]);
  expect(await publishReports(failing, folder, { GITHUB_STEP_SUMMARY: folder })).toEqual([
    `the job summary ${JSON.stringify(folder)} could not be written (EISDIR)`,
  ]);
  expect(await publishReports(failing, folder, { GITHUB_STEP_SUMMARY: '' })).toEqual([]);
  expect(readFileSync(path.join(folder, 'summary.md'), 'utf8')).toBe(markdown(failing));
});
