// biome-ignore-all lint/suspicious/noTemplateCurlyInString: configurations name the environment so
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect } from '@playwright/test';
import { accessFlagsShown, accessOf } from '../../cli/config/access.ts';
import { test } from './run-mvk.ts';

const basicAuth = 'me:not-a-real-password';

/** An integration behind a login, whose answers have a mistake and repeat what they were sent. */
async function behindLogin(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer(({ headers }, response) => {
    const isIn = headers.authorization === `Basic ${Buffer.from(basicAuth).toString('base64')}`;
    const isKnown = headers['x-staging-key'] === 'not-a-real-key' && headers.cookie?.includes('session=not-a-real-sid');
    response.writeHead(isIn && isKnown ? 200 : 401, { 'Content-Type': 'application/json' });
    response.end(
      JSON.stringify({ actions: [{ say: { text: JSON.stringify(headers) } }, { gather: { num_digits: 'two' } }] }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer`, close: () => server.close() };
}

test('a target behind a login is checked, and nothing that is written shows the login', async ({ mvk, folder }) => {
  const { url, close } = await behindLogin();
  writeFileSync(
    path.join(folder, 'mvk.config.yaml'),
    `answerUrl: ${url}\naccess:\n  headers: { X-Staging-Key: "\${KEY}" }\n  cookies: { session: "\${SID}" }\n`,
  );
  const only = ['--only', 'answer.http.success-status', '--only', 'answer.actions.fields', '--save-failures'];
  const env = { KEY: 'not-a-real-key', SID: 'not-a-real-sid' };
  const { code, stdout, stderr } = await mvk(['check', ...only, '--basic-auth', basicAuth, '--runs', '3'], { env });
  close();
  const report = JSON.parse(readFileSync(path.join(folder, 'mvk-report/report.json'), 'utf8'));
  const outcomes = report.results.map(({ id, outcome }: { id: string; outcome: string }) => [id, outcome]);
  expect({ code, outcomes }).toMatchObject({
    code: 1,
    outcomes: expect.arrayContaining([['answer.http.success-status', 'passed']]),
  });
  expect(stdout).toContain("--basic-auth '${LOGIN}'");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const written = files
    .filter(({ name }) => name !== 'mvk.config.yaml')
    .map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), 'utf8'));
  expect(written.length).toBeGreaterThan(5);
  const secret = new RegExp(`not-a-real|${Buffer.from(basicAuth).toString('base64')}`);
  for (const text of [...written, stdout, stderr]) expect(text).not.toMatch(secret);
});

test('a flag replaces what the file gives under the same name', () => {
  const file = { headers: { 'x-key': 'old', 'x-other': 'kept' }, basicAuth: 'a:b' };
  expect(accessOf({ header: ['X-Key: ${NEW}'], cookie: ['a=b=c'] }, file, { NEW: 'new' })).toEqual({
    headers: { 'X-Key': 'new', 'x-other': 'kept' },
    cookies: { a: 'b=c' },
    basicAuth: 'a:b',
  });
  expect(accessOf({}, undefined, {})).toBeUndefined();
});

test('a command that is shown names variables instead of values', () => {
  const header = ['X-Key: canary', 'Authorization: Bearer ${TOKEN}'];
  expect(accessFlagsShown({ header, cookie: ['sid=canary'], basicAuth: '${USER}:${PASSWORD}' })).toEqual([
    ['header', 'X-Key: ${X_KEY}'],
    ['header', 'Authorization: Bearer ${TOKEN}'],
    ['cookie', 'sid=${SID}'],
    ['basic-auth', '${USER}:${PASSWORD}'],
  ]);
});

for (const [flag, value] of [
  ['--header', 'X-Key'],
  ['--cookie', 'canary'],
] as const) {
  test(`${flag} ${value} is wrong usage, and says what to write`, async ({ mvk }) => {
    const { code, stderr } = await mvk(['check', '--answer-url', 'http://127.0.0.1:1/', flag, value]);
    expect(stderr).toContain(`Write it as ${flag} `);
    expect({ code, shown: stderr.includes('canary') }).toEqual({ code: 2, shown: false });
  });
}
