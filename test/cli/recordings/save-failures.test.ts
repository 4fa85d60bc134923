import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { loadFixtures } from '../../../fixtures/folder.ts';
import { reference } from '../../../mutants/reference.ts';
import { mvk, secret, test } from '../run-command.ts';

const folder = (): string => mkdtempSync(path.join(tmpdir(), 'mvk-failures-'));

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
