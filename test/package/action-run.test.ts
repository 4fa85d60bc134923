import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { parse } from 'yaml';
import { freePort } from '../../platform/http/free-ports.ts';
import { problemsOf } from './action-schema.ts';
import { type Ended, type Foreign, foreign } from './foreign.ts';
import { server } from './server.ts';
import { packed, root } from './tarball.ts';

interface Step {
  readonly id?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const file = path.join(root, 'action.yml');
const { inputs, outputs, runs } = parse(readFileSync(file, 'utf8')) as Action;
const scripts = runs.steps.filter(({ run }) => run !== undefined);

let project: Foreign;
test.beforeAll(async () => {
  test.setTimeout(600_000);
  packed();
  const port = await freePort();
  const config = (page: string): string =>
    JSON.stringify({
      answerUrl: `http://127.0.0.1:${port}/${page}`,
      webhookUrl: `http://127.0.0.1:${port}/webhook`,
      start: { command: `${process.execPath} server.mjs`, env: { PORT: String(port) } },
    });
  project = foreign({ 'server.mjs': server, 'gate.json': config('answer'), 'red.json': config('wrong') });
});
test.afterAll(() => project?.remove());

/** Runs the scripts of the action as a runner does: expressions are put into the environment, and nowhere else. */
async function act(
  given: Readonly<Record<string, string>>,
): Promise<Ended & { readonly told: Record<string, string> }> {
  const filled = (value: string): string =>
    value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => given[name] ?? inputs[name]?.default ?? '');
  project.write('outputs.txt', '');
  let ended: Ended = { code: 0, output: '' };
  for (const { run = '', env = {} } of scripts) {
    const environment = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value)]));
    ended = await project.run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
      ...environment,
      GITHUB_OUTPUT: path.join(project.folder, 'outputs.txt'),
      GITHUB_STEP_SUMMARY: path.join(project.folder, 'summary.md'),
      GITHUB_ACTION_PATH: root,
    });
  }
  const lines = project.read('outputs.txt').trim().split('\n');
  return { ...ended, told: Object.fromEntries(lines.map((line) => line.split('=') as [string, string])) };
}

test('GitHub takes the action', () => {
  expect(problemsOf('action', file)).toEqual([]);
});

test('no expression stands in a script, where its value would be run', () => {
  expect(scripts.length).toBeGreaterThan(0);
  for (const { run, shell } of scripts) {
    expect(run).not.toContain('${{');
    expect(shell).toBe('bash');
  }
});

test('every input is used, and every output is told', async () => {
  const used = JSON.stringify(runs);
  for (const name of Object.keys(inputs)) expect(used).toContain(`inputs.${name}`);
  const { told, code } = await act({ config: 'gate.json', only: 'answer.http.reachable' });
  expect(code).toBe(0);
  expect(Object.keys(told).sort()).toEqual(Object.keys(outputs).sort());
  expect(Object.values(outputs).map(({ value }) => value)).toEqual(
    Object.keys(outputs).map((name) => `\${{ steps.check.outputs.${name} }}`),
  );
});

test('a green run tells verdict and counts, and leaves report and summary', async () => {
  const only = 'answer.http.reachable,webhook.ack.*\nanswer.http.success-status';
  const { told, output, code } = await act({
    config: 'gate.json',
    only,
    args: '--runs 2 --seed=7',
    report: 'my report',
  });
  expect(output).toContain('with seed 7');
  expect(told).toMatchObject({ verdict: 'conformant', 'exit-code': '0', failed: '0' });
  expect(Number(told.passed)).toBeGreaterThan(2);
  expect(code).toBe(0);
  expect(existsSync(path.join(project.folder, 'my report', 'report.html'))).toBe(true);
  expect(project.read('summary.md')).toContain('Conformant: every requirement');
});

test('a red run is annotated, and fails', async () => {
  const { told, output, code } = await act({ config: 'red.json', only: 'answer.actions.*', args: '--runs 2' });
  expect(told).toMatchObject({ verdict: 'nonconformant', 'exit-code': '1' });
  expect(output).toMatch(/^::error /m);
  expect(code).toBe(1);
});

test('without a report there is no verdict, whatever an earlier run left', async () => {
  const { told, output, code } = await act({ config: 'none.json' });
  expect(output).toContain('the configuration file "none.json" does not exist');
  expect(told).toMatchObject({ verdict: 'none', 'exit-code': '2', passed: '0' });
  expect(code).toBe(2);
});

test('a kit of another version, and a quote that is not closed, are no verdict', async () => {
  const missing = await act({ config: 'gate.json', version: '999.0.0' });
  expect(missing.told).toMatchObject({ verdict: 'none', 'exit-code': '2' });
  expect(missing.output).toContain('The input version is not that of the kit');
  expect(missing.code).toBe(2);
  const open = await act({ config: 'gate.json', args: '--runs 2 "--seed' });
  expect(open.output).toContain('::error title=MiniVoice conformance::The input args has a quote');
  expect(open.code).toBe(2);
});

test('args that hold only white space are none', async () => {
  const { told } = await act({ config: 'gate.json', only: 'answer.http.reachable', args: ' \n ' });
  expect(told).toMatchObject({ verdict: 'conformant' });
});

test('inputs are words and never code', async () => {
  const planted = '"; touch planted; echo $(touch planted) `touch planted` ';
  for (const name of ['config', 'only', 'fail-on', 'report', 'version']) {
    const { code } = await act({ config: 'none.json', [name]: planted });
    expect(code).not.toBe(0);
  }
  const { code } = await act({ config: 'none.json', args: '"$(touch planted)" ; touch planted' });
  expect(code).toBe(2);
  expect(existsSync(path.join(project.folder, 'planted'))).toBe(false);
});
