import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { loadFixtures } from '../../fixtures/folder.ts';
import { reference } from '../../mutants/reference.ts';
import { mvkFile } from '../kit.ts';
import { answering, ended, mvk, mvkCall, secret, test } from './run-command.ts';

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

test('call --save keeps a call; replay finds what changed, shows it, and rewrites it when told to', async ({
  integration,
}) => {
  const root = folder();
  const normal = path.join(root, 'normal');
  const saved = await mvkCall([...(await integration()), '--press', '1', '--quiet', '--save', normal]);
  expect(saved.stderr).toContain(`6 fixtures in ${normal}`);
  expect(readdirSync(normal)).toHaveLength(6);
  const again = await mvkCall([...(await integration()), '--press', '1', '--save', normal]);
  expect(again.stderr).toContain('is not empty');
  expect(again.code).toBe(2);

  const changed = await integration({
    menu: () => ({ actions: [{ say: { text: 'Something else.' } }, { transfer: { destination: '+12025550111' } }] }),
  });
  const found = await mvk(['replay', root, ...changed]);
  expect(found.stdout).toContain(
    'normal/05-menu.json /actions/0/say/text\n      expected "Connecting you to sales.", got "Something else."',
  );
  expect(found.code).toBe(1);
  const json = await mvk(['replay', root, ...changed, '--json']);
  const schema = JSON.parse(
    readFileSync(new URL('../../spec/schemas/kit/replay.schema.json', import.meta.url), 'utf8'),
  ) as object;
  const validate = new Ajv2020().compile(schema);
  expect(validate(JSON.parse(json.stdout)), JSON.stringify(validate.errors)).toBe(true);
  const updated = await mvk(['replay', root, ...changed, '--update']);
  expect(updated.stdout).toContain('was "Connecting you to sales.", is now "Something else."');
  expect(updated.code).toBe(0);
  expect((await mvk(['replay', root, ...changed])).stdout).toContain('nothing differs');
});

test('what cannot be replayed is said in one sentence', async ({ integration }) => {
  const root = folder();
  const target = await integration(answering([{ say: { text: 'Hello.' } }]));
  const cases: ReadonlyArray<readonly [string, string, number]> = [
    ['there is no folder', path.join(root, 'nowhere'), 2],
    ['there is no recorded call', root, 2],
  ];
  for (const [sentence, where, exit] of cases) {
    const { stderr, code } = await mvk(['replay', where, ...target]);
    expect(stderr).toContain(sentence);
    expect(code).toBe(exit);
  }
  await mvkCall([...target, '--press', '', '--quiet', '--save', path.join(root, 'call')]);
  const [name = ''] = readdirSync(path.join(root, 'call'));
  const file = path.join(root, 'call', name);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"headers": {', `"headers": {"X-Token": "${secret}",`));
  const { stderr, code } = await mvk(['replay', root, ...target]);
  expect(stderr).toContain(`call/${name}/request/headers/X-Token: expected no secret`);
  expect(stderr).not.toContain(secret);
  expect(code).toBe(2);
});

test('a counterexample that was kept is tried first, and said to be fixed when it passes', async ({ integration }) => {
  const root = folder();
  const config = path.join(root, 'mvk.config.json');
  const run = async (target: readonly string[], ...more: string[]) => {
    const [, answerUrl = '', , webhookUrl = ''] = target;
    writeFileSync(config, JSON.stringify({ answerUrl, webhookUrl, fixtures: 'fixtures' }));
    return mvk([
      'check',
      '--config',
      config,
      '--only',
      'webhook.body.*,webhook.ack.every-event',
      '--runs',
      '50',
      '--quiet',
      '--json',
      '--report',
      path.join(root, 'report'),
      ...more,
    ]);
  };
  const flawed = await integration({
    acknowledge: (event, isNew, environment) =>
      event.event === 'recording.failed'
        ? { status: 500, headers: {}, body: '' }
        : reference.acknowledge(event, isNew, environment),
  });
  const first = await run(flawed, '--save-failures');
  expect(first.code).toBe(1);
  expect(first.stderr).toContain('kept');
  const { calls } = await loadFixtures(path.join(root, 'fixtures'), [secret]);
  expect(calls.map(({ name }) => name)).toContain('failures/webhook.ack.every-event');
  expect(calls[0]?.exchanges[0]?.fixture.failed).toMatchObject({
    requirement: expect.stringMatching(/^webhook\./),
    seed: expect.any(Number),
  });
  const still = await run(flawed, '--save-failures');
  expect(still.stderr).not.toContain('FIXED');
  expect(still.stderr).not.toContain('kept');
  const fixed = await run(await integration());
  expect(fixed.stderr).toMatch(/FIXED webhook\.ack\.every-event: .*failures\/webhook\.ack\.every-event can be deleted/);
  expect(fixed.code).toBe(0);
});
