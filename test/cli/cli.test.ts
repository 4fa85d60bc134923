import { spawn } from 'node:child_process';
import { expect } from '@playwright/test';
import { mvkFile } from '../kit.ts';
import { nowhere, test } from './run-mvk.ts';

for (const closed of ['stdout', 'stderr'] as const) {
  test(`a run whose ${closed} nobody reads to its end has no verdict`, async ({ folder }) => {
    const args = ['demo', '--flawed', '--only', 'webhook.signature.*', '--runs', '1', '--seed', '1'];
    const child = spawn(process.execPath, [mvkFile, ...args, ...(closed === 'stderr' ? ['--json'] : [])], {
      cwd: folder,
    });
    child[closed].destroy();
    child[closed === 'stdout' ? 'stderr' : 'stdout'].resume();
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(3);
  });
}

test('every help fits in 80 columns', async ({ mvk }) => {
  const { stdout } = await mvk(['--help']);
  const names = [...stdout.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name = '']) => name);
  expect(names).toContain('check');
  const helps = await Promise.all(names.map((name) => mvk([name, '--help'])));
  for (const help of helps) expect(help).toMatchObject({ code: 0, stderr: '' });
  const lines = [stdout, ...helps.map((help) => help.stdout)].join('\n').split('\n');
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

test('a version is printed', async ({ mvk }) => {
  expect((await mvk(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('requirements and assumptions are listed', async ({ mvk }) => {
  expect((await mvk(['list'])).stdout).toMatch(/^answer\.json\.valid +must {2,}/m);
  const { stdout } = await mvk(['list', '--assumptions', '--json']);
  expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ id: 'Q1', default: 'get-then-post' }));
});

test('a requirement is explained', async ({ mvk }) => {
  const { code, stdout } = await mvk(['explain', 'answer.json.valid']);
  expect(stdout).toContain('https://doc.minivoice.eu/');
  expect(code).toBe(0);
});

test('an answer is judged offline', async ({ mvk }) => {
  const right = await mvk(['lint', '-'], { input: '{"actions":[{"say":{"text":"Hello"}}]}' });
  expect(right).toMatchObject({ code: 0, stderr: '' });
  const wrong = await mvk(['lint', '-'], { input: '{"actions":[{"speak":{}}]}' });
  expect(wrong.stdout).toContain('/actions/0');
  expect(wrong.code).toBe(1);
});

test('an event is judged offline', async ({ mvk }) => {
  const { code, stdout } = await mvk(['lint', '-', '--json'], { input: '{"event":"call.created"}' });
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'event' });
  expect(code).toBe(1);
});

test('an event that reaches nobody is a run that was not', async ({ mvk }) => {
  expect((await mvk(['send', 'call.created', '--webhook-url', nowhere])).code).toBe(3);
});
