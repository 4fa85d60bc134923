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

const slips: Slip[] = [
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

const target = `answerUrl: ${own}\n`;

/** A key in another place, in another word, with another unit, or of another kind. */
const misplaced: readonly Slip[] = [
  [yaml, `${target}command: x`, '; its place is start.command'],
  [yaml, `${target}triggers: []`, '; its place is api.triggers'],
  [yaml, `${target}callUrl: x`, '; its place is observe.callUrl'],
  [yaml, `${target}api: { triggers: [{ url: x }] }`, '; its place is api.triggers[].request.url'],
  [yaml, `${target}api: { trigger: [] }`, '; the nearest known key is "triggers"'],
  [yaml, `${target}webhook_url: x`, '; the nearest known key is "webhookUrl"'],
  [yaml, `${target}start: { cmd: x }`, '; the nearest known key is "command"'],
  [yaml, `${target}start: { timeoutSeconds: 3 }`, '; the nearest known key is "timeoutMs"'],
  [yaml, `${target}start: { port: 3000 }`, 'unknown key "port"', 'Write the port into each URL; env: { PORT: "3000" }'],
  [yaml, `${target}port: 3000`, 'unknown key "port"', 'Write the port into each URL'],
  [
    yaml,
    `${target}start: { command: x, timeoutMs: 30s }`,
    'must be integer',
    'Write milliseconds as a number: timeoutMs: 30000.',
  ],
  [yaml, `${target}budgets: { runMinutes: 10m }`, 'must be number', 'Write minutes as a number: runMinutes: 10.'],
  [yaml, `${target}api: { port: " 4010 " }`, 'must be integer', 'Write it without quotes: port: 4010.'],
  [yaml, `${target}start: { command: x, reuse: yes }`, 'must be boolean', 'Write reuse: true.'],
  [yaml, `${target}start: { command: x, instances: Auto }`, 'must be integer', 'Write a number or auto.'],
  [yaml, `${target}start: { command: [node, a.js] }`, 'must be string', 'Write one text: command: "node a.js".'],
  [
    yaml,
    `${target}start: { command: x, env: [PORT=3000] }`,
    'must be object',
    'names with values: env: { PORT: "3000" }.',
  ],
  [yaml, `${target}api: { triggers: { name: x } }`, 'must be array', 'Write a list: triggers: [{ … }].'],
  [yaml, `${target}access: { basicAuth: { user: canary } }`, 'must be string', 'basicAuth: "user:password"'],
  [yaml, `${target}observe: { callUrl: "http://127.0.0.1:1/calls/:id" }`, 'contain {call_id}', 'calls/{call_id}'],
  [
    yaml,
    `${target}observe: { callUrl: "http://127.0.0.1:1/$\{call_id}" }`,
    'environment',
    'Write {call_id}, without $.',
  ],
  [
    yaml,
    `${target}observe: { callUrl: http://127.0.0.1:1/{call_id} }`,
    'flow-map',
    'Write a text that has braces in q',
  ],
  [yaml, `${target}start:\n\tcommand: x`, 'Tabs are not allowed as indentation at line 3', 'Indent with spaces.'],
  [yaml, `${target}${target}`, 'Map keys must be unique', 'Keep one of the two.'],
  ['mvk.config.json', '{\n  // mine\n}', 'at line 2, column 3', 'JSON has no comments'],
  ['mvk.config.json', '{ "name": "x", }', 'at line 1, column 16', 'Leave out the comma after the last member.'],
  ['mvk.config.json', "{ 'name': 'x' }", 'at line 1, column 3', 'Write keys and texts in double quotes.'],
];
slips.push(...misplaced);

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
