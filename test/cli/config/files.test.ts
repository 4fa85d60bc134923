import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { nowhere, test } from '../run-mvk.ts';

const config = (folder: string, text: string, name = 'mvk.config.json') => writeFile(path.join(folder, name), text);

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
  test(`${what} in the configuration is wrong usage`, async ({ folder, mvk }) => {
    await config(folder, JSON.stringify(value));
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
  test(`a configuration that ${what} is wrong usage`, async ({ folder, mvk }) => {
    await config(folder, text, name);
    const { code, stderr } = await mvk(['check']);
    expect(stderr).toContain(words);
    expect(code).toBe(2);
  });
}

test('a configuration in a folder above is named', async ({ folder, mvk }) => {
  await config(folder, '{}');
  const below = path.join(folder, 'src', 'deep');
  await mkdir(below, { recursive: true });
  const { code, stderr } = await mvk(['check'], { cwd: below });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `mvk: there is nothing to check\n     Give --config ${path.join('..', '..', 'mvk.config.json')}.\n`,
  });
});

test('a byte order mark before a configuration is none of its content', async ({ folder, mvk }) => {
  await config(folder, `\ufeff${JSON.stringify({ answerUrl: nowhere })}`);
  expect((await mvk(['check'])).stderr).toContain('nothing listens');
});

test('a value of a secret never shows in a message', async ({ folder, mvk }) => {
  await config(folder, JSON.stringify({ answerUrl: nowhere, webhooksecret: 'canary' }));
  const { code, stderr } = await mvk(['check']);
  expect(stderr).toContain('"webhookSecret"');
  expect(stderr).not.toContain('canary');
  expect(code).toBe(2);
});

for (const [name, text] of [
  ['mvk.config.yaml', `answerUrl: ${nowhere}?file\n`],
  ['mvk.config.ts', `enum Where { Url = '${nowhere}?file' }\nexport default { answerUrl: Where.Url as string };\n`],
  ['mvk.config.mjs', `export default { answerUrl: '${nowhere}?file', name: undefined };\n`],
] as const) {
  test(`${name} is read, and a flag comes before it`, async ({ folder, mvk }) => {
    await config(folder, text, name);
    expect((await mvk(['check'])).stderr).toContain(`${nowhere}?file`);
    expect((await mvk(['check', '--answer-url', `${nowhere}?flag`])).stderr).toContain(`${nowhere}?flag`);
  });
}

test('a secret in a flag comes before one in the file, and that before the environment', async ({ folder, mvk }) => {
  await config(folder, JSON.stringify({ answerUrl: nowhere, webhookSecret: '$MVK_TEST_SECRET' }));
  const env = { MVK_TEST_SECRET: 'known', MINIVOICE_WEBHOOK_SECRET: '' };
  expect((await mvk(['check'], { env })).code).toBe(3);
});
