import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { type Fixture, strictMatch } from '../../fixtures/fixture.ts';

const root = path.resolve(import.meta.dirname, '../..');
const readme = readFileSync(path.join(root, 'nock/README.md'), 'utf8');

/** A block of code of the README, by the word behind its language. */
function block(name: string): string {
  return new RegExp(`\`\`\`ts ${name}\n(.*?)\`\`\``, 's').exec(readme)?.[1] ?? '';
}

/** What a reader has: a client that decides by `codeOf`. */
const client = (codeOf: string) => `
const stopped = ['insufficient_balance', 'spend_control_exceeded', 'rate_not_found', 'no_active_trunk'];

export async function dial(to) {
  try {
    const response = await fetch('https://api.minivoice.eu/v1/calls', {
      method: 'POST',
      headers: { Authorization: 'Bearer mv_test_key', 'Content-Type': 'application/json' },
      body: JSON.stringify({ from: '+12025550100', to }),
      signal: AbortSignal.timeout(400),
    });
    const body = await response.json();
    const code = ${codeOf};
    if (stopped.includes(code)) return 'stopped';
    if (/limit_reached$/.test(code)) return 'limited';
    return response.ok && body.id ? 'done' : 'failed';
  } catch {
    return 'unknown';
  }
}
`;

/** Runs tests under node:test as a user's project would. */
async function run(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mvk-nock-'));
  const paths = { 'minivoice-conformance/nock': [path.join(root, 'nock/index.ts')] };
  const all = {
    'package.json': JSON.stringify({ type: 'module' }),
    'tsconfig.json': JSON.stringify({ compilerOptions: { paths } }),
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const tests = Object.keys(files).filter((name) => name.endsWith('.test.ts'));
  const child = spawn(process.execPath, ['--import', 'tsx', '--test', ...tests], { cwd: folder });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  rmSync(folder, { recursive: true });
  return { code, output };
}

const dialled: Fixture = {
  version: 1,
  kind: 'api',
  direction: 'integration-to-api',
  request: {
    method: 'POST',
    url: '<api>/calls',
    headers: {},
    json: { from: '+12025550100', to: '+12025550123' },
  },
  response: {
    status: 201,
    headers: { 'Content-Type': 'application/json' },
    json: { id: '<call:1>', status: 'dialing' },
  },
  match: strictMatch,
};

test('the examples of the README pass with a right client', async () => {
  const { code, output } = await run({
    'client.js': client('body?.error?.code'),
    'mock.test.ts': block('test'),
    'branching.test.ts': block('branching'),
    'recorded.test.ts': block('recorded'),
    'mvk-fixtures/dialling/01-api.createCall.json': JSON.stringify(dialled),
  });
  expect(output).toMatch(/pass 3\b/);
  expect(code).toBe(0);
});

test('the finding of the README is what a client that reads messages gets', async () => {
  const byMessage =
    "body?.error && (/balance|spend|rate|trunk/.test(body.error.message) ? 'rate_not_found' : /too many/.test(body.error.message) ? 'x_limit_reached' : 'other')";
  const { code, output } = await run({ 'client.js': client(byMessage), 'branching.test.ts': block('branching') });
  expect(code).toBe(1);
  const shown = /```text\n(.*?)```/s.exec(readme)?.[1] ?? '';
  for (const line of shown.trim().split('\n')) expect(output).toContain(line.trim());
});
