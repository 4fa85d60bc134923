import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { expect, _baseTest as test } from '@playwright/test';
import { loadEnvFiles, variablesIn, withDotEnv } from '../../../cli/config/env-file.ts';
import { resolve } from '../../../cli/config/resolve.ts';

const texts = [
  'A=1\nB = two words \nexport C=3\n# D=4\nE=\n',
  `A='single # not a comment'\nB="double \\n line" # a comment\nC=\`back "ticks"\`\r\nD=a#b\n`,
  'A="two\nlines"\nB=after',
  'URL=http://127.0.0.1:3000/?a=b=c\n\n\n',
];

test('an environment file means what Node itself reads in it', () => {
  for (const text of texts) expect(variablesIn(text), text).toEqual(parseEnv(text));
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'mvk-env-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

test('what is set already stays, and of several files the last one decides', () => {
  const folder = folderWith({ one: 'A=one\nB=one\nC=one', two: 'B=two\nC=two' });
  const environment = { C: 'set' };
  loadEnvFiles([path.join(folder, 'one'), path.join(folder, 'two')], environment);
  expect(environment).toEqual({ A: 'one', B: 'two', C: 'set' });
});

test('a file that is not there is named', () => {
  expect(() => loadEnvFiles(['/nowhere/.env'])).toThrow(
    'the file "/nowhere/.env" of --env-file cannot be read (ENOENT)',
  );
});

test('an .env beside the configuration fills its variables and gives the secret', async () => {
  const folder = folderWith({
    '.env': 'PORT=4711\nMINIVOICE_WEBHOOK_SECRET=whsec_not_real\nMINIVOICE_API_KEY=mv_live_not_real\nEMPTY=',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a configuration names a variable
    'mvk.config.yaml': 'answerUrl: http://127.0.0.1:${PORT}/answer\nwebhookUrl: http://127.0.0.1:1/webhook',
  });
  const { bench, capabilities } = await resolve({}, folder, {});
  expect(bench).toMatchObject({ answerUrl: 'http://127.0.0.1:4711/answer', webhookSecret: 'whsec_not_real' });
  expect(capabilities).toEqual(['answer', 'webhook', 'signed']);
  expect(withDotEnv(folder, { PORT: '1' })).toEqual({ PORT: '1', MINIVOICE_WEBHOOK_SECRET: 'whsec_not_real' });
});

test('--no-start leaves the start of the configuration out', async () => {
  const folder = folderWith({ 'mvk.config.yaml': 'answerUrl: http://127.0.0.1:1/\nstart: { command: "false" }' });
  const { bench, capabilities } = await resolve({ noStart: true }, folder, {});
  expect(bench.start).toBeUndefined();
  expect(capabilities).toEqual(['answer']);
  await expect(resolve({ noStart: true, start: 'npm start' }, folder, {})).rejects.toThrow(/--start and --no-start/);
});
