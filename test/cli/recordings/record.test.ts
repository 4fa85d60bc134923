import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { loadFixtures } from '../../../fixtures/folder.ts';
import { mvkFile } from '../../kit.ts';
import { ended, mvk, mvkCall, secret, test } from '../run-command.ts';

const folder = (): string => mkdtempSync(path.join(tmpdir(), 'mvk-record-'));

/** Starts `mvk record`, and gives what it says to name instead. */
async function recording(
  args: readonly string[],
): Promise<{ child: ChildProcess; urls: Readonly<Record<string, string>>; end: ReturnType<typeof ended> }> {
  const child = spawn(process.execPath, [mvkFile, 'record', '--port', '0', ...args], {
    env: { ...process.env, MINIVOICE_WEBHOOK_SECRET: secret },
  });
  const end = ended(child);
  const urls: Record<string, string> = {};
  await new Promise<void>((resolve, reject) => {
    child.once('close', () => reject(new Error('it ended')));
    child.stdout?.on('data', (chunk: string) => {
      for (const [, name = '', url = ''] of chunk.matchAll(/^ {2}(\w+) +(http\S+)$/gm)) urls[name] = url;
      if (urls.answer_url) resolve();
    });
  });
  return { child, urls, end };
}

test('one call through the recorder becomes a folder, which replays', async () => {
  const root = folder();
  const { child, urls, end } = await recording([
    '--demo',
    '--webhook-secret',
    secret,
    '--fixtures',
    root,
    '--name',
    'normal',
  ]);
  const called = await mvkCall([
    '--answer-url',
    urls.answer_url ?? '',
    '--webhook-url',
    urls.webhook_url ?? '',
    '--press',
    '1',
    '--quiet',
  ]);
  expect(called.code).toBe(0);
  // The integration asks the API by way of the recorder too; the call that it places passes there as well.
  await fetch(new URL('/dial?to=%2B12025550150', urls.answer_url), { method: 'POST' });
  child.kill('SIGINT');
  const { code, stdout } = await end;
  expect(code).toBe(0);
  expect(stdout).toMatch(/api +POST \/v1\/calls 201/);
  expect(stdout).toMatch(/kept 6 exchanges in .*normal/);
  const { calls, problems } = await loadFixtures(root, [secret]);
  expect(problems).toEqual([]);
  expect(calls.map(({ exchanges }) => path.basename(exchanges[0]?.file ?? ''))).toEqual([
    '01-call.created.json',
    '01-api.createCall.json',
  ]);
  const replayed = await mvk(['replay', path.join(root, 'normal'), '--demo']);
  expect(replayed.stdout).toContain('1 call, 6 requests, nothing differs');
});

test('it ends after so many calls, and says where a port is taken', async ({ integration }) => {
  const root = folder();
  const target = await integration();
  const { urls, end } = await recording([...target, '--fixtures', root, '--calls', '1', '--quiet']);
  const taken = await mvk(['record', ...target, '--port', new URL(urls.answer_url ?? '').port]);
  expect(taken.stderr).toMatch(/port \d+ cannot be taken \(EADDRINUSE\)/);
  expect(taken.code).toBe(2);
  await mvkCall([
    '--answer-url',
    urls.answer_url ?? '',
    '--webhook-url',
    urls.webhook_url ?? '',
    '--press',
    '1',
    '--quiet',
  ]);
  const { stdout } = await end;
  expect(stdout.trim().split('\n').at(-1)).toMatch(/^kept \d exchanges? in /);
  // Nobody told this integration that it is reached by way of the recorder.
  expect(stdout.match(/a redirect leads past the recorder, to http:.*\/menu/g)).toHaveLength(1);
});

test('a production key does not pass, and other machines are asked only with --remote', async ({ integration }) => {
  const { child, urls, end } = await recording([
    ...(await integration()),
    '--fixtures',
    folder(),
    '--api',
    'http://127.0.0.1:9/v1',
  ]);
  const refused = await fetch(`${urls.API}/calls`, { headers: { Authorization: 'Bearer mv_live_0123456789' } });
  expect([refused.status, await refused.text()]).toEqual([421, expect.stringContaining('production key')]);
  child.kill('SIGTERM');
  expect((await end).stdout).toContain('nothing was kept');
  const far = await mvk(['record', ...(await integration()), '--api', 'https://192.0.2.1/v1']);
  expect(far.stderr).toContain('--remote');
  expect(far.code).toBe(2);
});
