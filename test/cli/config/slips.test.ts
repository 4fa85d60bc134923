// biome-ignore-all lint/suspicious/noTemplateCurlyInString: configurations name the environment so
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { root } from '../../package/tarball.ts';

/** The name of a configuration, its text, and the sentence and remedy that it is refused with. */
type Slip = readonly [name: string, text: string, sentence: string, remedy?: string];

const own = 'http://127.0.0.1:1/answer';
const yaml = 'mvk.config.yaml';
const mjs = 'mvk.config.mjs';
const unset = 'A variable in it has no value';

const slips: readonly Slip[] = [
  [
    'mvk.config.ts',
    `export const config = { answerUrl: '${own}' };`,
    'has no default export, only "config"',
    'config;',
  ],
  ['mvk.config.ts', `const config = { answerUrl: '${own}' };`, 'has no default export', 'Write export default { … };'],
  [mjs, `export const answerUrl = '${own}';`, 'has no default export, only "answerUrl"'],
  ['mvk.config.js', '', 'has no default export'],
  [mjs, 'export default () => ({});', 'must export an object as its default, and exports a function'],
  [mjs, 'export default null;', 'and exports null'],
  ['mvk.config.js', `exports.config = { answerUrl: '${own}' };`, 'unknown key "config"'],
  [
    mjs,
    'export default { answerUrl: process.env.NONE };',
    'answerUrl of the configuration is undefined',
    'Set the var',
  ],
  [
    mjs,
    `export default { answerUrl: '${own}', webhookUrl: process.env.NONE };`,
    'webhookUrl of the configuration is und',
  ],
  [
    mjs,
    `export default { answerUrl: '${own}', observe: { callUrl: process.env.NONE } };`,
    'observe.callUrl of the con',
  ],
  [mjs, 'export default { answerUrl: `http://127.0.0.1:${process.env.NONE}/` };', 'answerUrl is not a URL', unset],
  [mjs, 'export default { answerUrl: `http://${process.env.NONE}/` };', 'answerUrl has no host', unset],
  [mjs, 'export default { answerUrl: `${process.env.NONE}/answer` };', '(got "undefined/answer")', unset],
  [mjs, "export default { answerUrl: process.env.NONE ?? '' };", '(got "")', 'Set the variable that it comes from'],
  [yaml, 'answerUrl: ${NONE}', 'the environment variable NONE is not set', 'export NONE=VALUE'],
  [yaml, 'answerUrl: ${EMPTY}', 'the environment variable EMPTY is empty', 'export EMPTY=VALUE'],
  [yaml, 'answerUrl: $NONE', 'must be a URL such as http://127.0.0.1:3000/path (got "$NONE")', 'Write ${NONE}'],
  [yaml, 'answerUrl: http://127.0.0.1:${PORT:-3000}/', 'is not a URL', 'Write ${PORT} alone'],
  [yaml, 'answerUrl: localhost:3000', 'must be a URL such as'],
  [yaml, 'answerUrl: 3000', '/answerUrl must be string (got 3000)', 'Write a URL such as'],
  [yaml, 'answerUrl:', '/answerUrl must be string (got null)', 'Give it a value, or leave the key out.'],
  [yaml, 'start: { command: x, env: { PORT: 3000 } }', '/start/env/PORT must be string', 'in quotes: PORT: "3000"'],
  [yaml, 'webhookSecret: 1234', '/webhookSecret must be string (got [hidden])', 'in quotes: webhookSecret: "…"'],
  [yaml, 'readiness: { did: +12025550100 }', '/readiness/did must be string', 'in quotes: did: "…"'],
  [yaml, 'flow: { digits: 12 }', '/flow/digits must be array (got 12)', 'Write a list: digits: ["12"].'],
  [yaml, 'flow: { digits: [xy] }', 'must be made of DTMF keys (0-9, *, #, A-D), such as "12#" (got "xy")'],
  [yaml, 'budgets: { ackMs: "500" }', '/budgets/ackMs must be number', 'without quotes: ackMs: 500'],
  [yaml, 'start: npm start', '/start must be object (got "npm start")', 'Its own keys are command, cwd'],
  [yaml, 'verbose: true', 'unknown key "verbose" at /verbose with the value true; the known keys are name, answerUrl'],
  [yaml, 'answerUrl: http://me:canary@127.0.0.1:1/', 'answerUrl holds a user name or a password', 'before the @'],
  [yaml, 'answerUrl: http://me:canary@127.0.0.1:99999/', 'answerUrl is not a URL: "http://<redacted>@'],
];

/** What each is refused with, as the command does it, in one process without the loader of the test runner. */
function refusals(): ReadonlyArray<{ readonly message: string; readonly hint?: string }> {
  const base = mkdtempSync(path.join(tmpdir(), 'mvk-slips-'));
  for (const [index, [name, text]] of slips.entries()) {
    mkdirSync(path.join(base, String(index)));
    writeFileSync(path.join(base, String(index), name), text);
  }
  const reader = `
    import { resolve } from ${JSON.stringify(path.join(root, 'cli/config/resolve.ts'))};
    const all = [];
    for (let index = 0; index < ${slips.length}; index++) {
      const ended = resolve({}, process.cwd() + '/' + index, { EMPTY: '' });
      all.push(await ended.then(() => ({ message: 'taken' }), ({ message, hint }) => ({ message, hint })));
    }
    console.log(JSON.stringify(all));`;
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', reader];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: base, encoding: 'utf8' }));
}

test('each slip in a configuration is one sentence, and says what to write instead', () => {
  const all = refusals();
  for (const [index, [, text, sentence, remedy = '']] of slips.entries()) {
    const { message = '', hint = '' } = all[index] ?? {};
    expect(message, text).toContain(sentence);
    expect(hint, text).toContain(remedy);
    expect(`${message}${hint}`, text).not.toMatch(/canary|\n/);
  }
});
