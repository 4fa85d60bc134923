import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, _baseTest as test } from '@playwright/test';
import { mvkFile } from '../kit.ts';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const _tsx = pathToFileURL(fileURLToPath(new URL('../../node_modules/tsx/dist/loader.mjs', import.meta.url))).href;
/** Nothing listens on the reserved port 1. */
const nowhere = 'http://127.0.0.1:1/answer';

let folder = '';
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mvk-cli-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

interface Surroundings {
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  readonly cwd?: string;
}

function mvk(args: readonly string[], { env = {}, input = '', cwd = folder }: Surroundings = {}) {
  const { MINIVOICE_WEBHOOK_SECRET: _secret, MINIVOICE_API_KEY: _key, ...outer } = process.env;
  return new Promise<Ended>((resolve, reject) => {
    const child = spawn(process.execPath, [mvkFile, ...args], {
      cwd,
      env: { ...outer, NO_COLOR: '1', ...env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      stderr += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(input);
  });
}

const config = (text: string, name = 'mvk.config.json') => writeFile(path.join(folder, name), text);

const usage: ReadonlyArray<readonly [string, readonly string[], NodeJS.ProcessEnv, string]> = [
  ['no command', [], {}, 'no command'],
  ['an unknown command', ['chek'], {}, '"check"'],
  ['an unknown flag', ['check', '--onyl', 'x'], {}, '"--only"'],
  ['a flag without its value', ['check', '--seed', '--json'], {}, '--seed needs a value'],
  ['no target', ['check'], {}, '--answer-url URL'],
  ['a URL that is none', ['check', '--answer-url', 'localhost'], {}, 'not a URL: "localhost"'],
  ['another scheme', ['check', '--answer-url', 'ftp://127.0.0.1/'], {}, 'http:// or https://'],
  ['a target elsewhere', ['check', '--answer-url', 'http://192.0.2.1/'], {}, '--remote'],
  ['an empty secret flag', ['check', '--answer-url', nowhere, '--webhook-secret', ''], {}, '--webhook-secret is empty'],
  ['an empty secret', ['check', '--answer-url', nowhere], { MINIVOICE_WEBHOOK_SECRET: '' }, 'MINIVOICE_WEBHOOK_SECRET'],
  ['a production key', ['check', '--answer-url', nowhere], { MINIVOICE_API_KEY: 'mv_live_1' }, 'production key'],
  ['a seed that is no number', ['check', '--answer-url', nowhere, '--seed', '1.5'], {}, '"1.5"'],
  ['no runs', ['check', '--answer-url', nowhere, '--runs', '0'], {}, 'at least 1'],
  ['an unknown reading', ['check', '--answer-url', nowhere, '--assume', 'Q1=gett'], {}, '"get"'],
  ['an unknown assumption', ['check', '--answer-url', nowhere, '--assume', 'Q0001=get'], {}, '"Q0001"'],
  ['a glob that matches nothing', ['check', '--answer-url', nowhere, '--only', 'answr.*'], {}, '"answer.*"'],
  ['a path for many', ['check', '--answer-url', nowhere, '--path', '0:1'], {}, '--only ID'],
  ['a missing file', ['check', '--config', 'none.json'], {}, '"none.json"'],
  ['an unknown id', ['explain', 'answer.json.vald'], {}, '"answer.json.valid"'],
  ['an unknown event', ['send', 'call.creatd', '--webhook-url', nowhere], {}, '"call.created"'],
  ['a file that is not there', ['lint', 'none.json'], {}, '"none.json"'],
];
for (const [what, args, env, words] of usage) {
  test(`${what} is wrong usage`, async () => {
    const { code, stdout, stderr } = await mvk(args, { env });
    expect(stderr).toContain(words);
    expect(stderr).toMatch(/^mvk: /);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
}

const triggered = (trigger: object): object => ({ answerUrl: nowhere, api: { triggers: [{ name: 'a', ...trigger }] } });
const files: ReadonlyArray<readonly [string, object, string]> = [
  ['an unknown key', { answerURL: nowhere }, '"answerUrl"'],
  ['an unknown key further down', { answerUrl: nowhere, start: { command: 'x', comand: 'y' } }, '/start/comand'],
  ['a wrong type', { answerUrl: nowhere, start: { command: 5 } }, '/start/command'],
  ['a budget of nothing', { answerUrl: nowhere, budgets: { ackMs: 0 } }, '/budgets/ackMs'],
  ['a variable that is not set', { answerUrl: `http://127.0.0.1:1/$\{MVK_TEST_NONE}` }, 'MVK_TEST_NONE'],
  ['a secret that is not set', { answerUrl: nowhere, webhookSecret: '$MVK_TEST_NONE' }, 'MVK_TEST_NONE'],
  ['an empty secret', { answerUrl: nowhere, webhookSecret: '' }, 'ebhookSecret'],
  ['a state without a call', { answerUrl: nowhere, observe: { callUrl: 'http://127.0.0.1:1/' } }, '{call_id}'],
  ['an operation that is none', triggered({ operation: 'createCal', command: 'x' }), '"createCall"'],
  ['a trigger without a way', triggered({ operation: 'createCall' }), 'and has neither'],
  [
    'an error code that is none',
    triggered({ operation: 'createCall', command: 'x', distinguish: [['no_active_trunks']] }),
    '"no_active_trunk"',
  ],
  ['a folder that is not there', { answerUrl: nowhere, start: { command: 'x', cwd: 'none' } }, 'start.cwd'],
];
for (const [what, value, words] of files) {
  test(`${what} in the configuration is wrong usage`, async () => {
    await config(JSON.stringify(value));
    const { code, stderr } = await mvk(['check']);
    expect(stderr).toContain(words);
    expect(code).toBe(2);
  });
}

const programs: ReadonlyArray<readonly [what: string, name: string, text: string, words: string]> = [
  ['leaves the process', 'mvk.config.mjs', 'process.exit(0)', 'mvk.config.mjs ended the process before it was read'],
  ['never settles', 'mvk.config.mjs', 'await new Promise(() => {})', 'ended the process before it was read'],
  ['is no TypeScript', 'mvk.config.ts', 'export default {\n  a: ;\n}', 'mvk.config.ts:2:5: ERROR: Unexpected ";"'],
];
for (const [what, name, text, words] of programs) {
  test(`a configuration that ${what} is wrong usage`, async () => {
    await config(text, name);
    const { code, stderr } = await mvk(['check']);
    expect(stderr).toContain(words);
    expect(code).toBe(2);
  });
}

test('a configuration in a folder above is named', async () => {
  await config('{}');
  const below = path.join(folder, 'src', 'deep');
  await mkdir(below, { recursive: true });
  const { code, stderr } = await mvk(['check'], { cwd: below });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `mvk: there is nothing to check\n     Give --config ${path.join('..', '..', 'mvk.config.json')}.\n`,
  });
});

test('a byte order mark before a configuration is none of its content', async () => {
  await config(`\ufeff${JSON.stringify({ answerUrl: nowhere })}`);
  expect((await mvk(['check'])).stderr).toContain('nothing listens');
});

test('a value of a secret never shows in a message', async () => {
  await config(JSON.stringify({ answerUrl: nowhere, webhooksecret: 'canary' }));
  const { code, stderr } = await mvk(['check']);
  expect(stderr).toContain('"webhookSecret"');
  expect(stderr).not.toContain('canary');
  expect(code).toBe(2);
});

test('nothing that listens is a run that was not', async () => {
  const { code, stderr } = await mvk(['check', '--answer-url', nowhere]);
  expect(stderr).toContain(`nothing listens at ${nowhere} (connection refused)`);
  expect(code).toBe(3);
});

for (const [name, text] of [
  ['mvk.config.yaml', `answerUrl: ${nowhere}?file\n`],
  ['mvk.config.ts', `enum Where { Url = '${nowhere}?file' }\nexport default { answerUrl: Where.Url as string };\n`],
  ['mvk.config.mjs', `export default { answerUrl: '${nowhere}?file', name: undefined };\n`],
] as const) {
  test(`${name} is read, and a flag comes before it`, async () => {
    await config(text, name);
    expect((await mvk(['check'])).stderr).toContain(`${nowhere}?file`);
    expect((await mvk(['check', '--answer-url', `${nowhere}?flag`])).stderr).toContain(`${nowhere}?flag`);
  });
}

test('a secret in a flag comes before one in the file, and that before the environment', async () => {
  await config(JSON.stringify({ answerUrl: nowhere, webhookSecret: '$MVK_TEST_SECRET' }));
  const env = { MVK_TEST_SECRET: 'known', MINIVOICE_WEBHOOK_SECRET: '' };
  expect((await mvk(['check'], { env })).code).toBe(3);
});

for (const closed of ['stdout', 'stderr'] as const) {
  test(`a run whose ${closed} nobody reads to its end has no verdict`, async () => {
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

test('every help fits in 80 columns', async () => {
  const { stdout } = await mvk(['--help']);
  const names = [...stdout.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name = '']) => name);
  expect(names).toContain('check');
  const helps = await Promise.all(names.map((name) => mvk([name, '--help'])));
  for (const help of helps) expect(help).toMatchObject({ code: 0, stderr: '' });
  const lines = [stdout, ...helps.map((help) => help.stdout)].join('\n').split('\n');
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

test('a version is printed', async () => {
  expect((await mvk(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('requirements and assumptions are listed', async () => {
  expect((await mvk(['list'])).stdout).toMatch(/^answer\.json\.valid +must {2,}/m);
  const { stdout } = await mvk(['list', '--assumptions', '--json']);
  expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ id: 'Q1', default: 'get-then-post' }));
});

test('a requirement is explained', async () => {
  const { code, stdout } = await mvk(['explain', 'answer.json.valid']);
  expect(stdout).toContain('https://doc.minivoice.eu/');
  expect(code).toBe(0);
});

test('an answer is judged offline', async () => {
  const right = await mvk(['lint', '-'], { input: '{"actions":[{"say":{"text":"Hello"}}]}' });
  expect(right).toMatchObject({ code: 0, stderr: '' });
  const wrong = await mvk(['lint', '-'], { input: '{"actions":[{"speak":{}}]}' });
  expect(wrong.stdout).toContain('/actions/0');
  expect(wrong.code).toBe(1);
});

test('an event is judged offline', async () => {
  const { code, stdout } = await mvk(['lint', '-', '--json'], { input: '{"event":"call.created"}' });
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'event' });
  expect(code).toBe(1);
});

test('an event that reaches nobody is a run that was not', async () => {
  expect((await mvk(['send', 'call.created', '--webhook-url', nowhere])).code).toBe(3);
});
