import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import type { Report } from '../../spec/index.ts';
import { mvkFile } from '../kit.ts';
import { close, open, withBrowser } from './browser.ts';

withBrowser();

const some = ['answer.actions.*', 'flow.*', 'webhook.ack.every-event', 'webhook.signature.raw-body', 'fixture.*'];

test('from the page of a real run alone one can say what is wrong and where that is documented', async () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-html-')), 'report');
  const flags = ['--seed', '1', '--runs', '5', '--quiet', '--report', folder, ...some.flatMap((id) => ['--only', id])];
  const child = spawn(process.execPath, [mvkFile, 'demo', '--flawed', ...flags]);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  expect(code).toBe(1);
  const report = JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8')) as Report;
  const opened = await open(readFileSync(path.join(folder, 'report.html'), 'utf8'));
  const { page } = opened;
  const found = report.results.filter(({ outcome }) => outcome === 'failed');
  expect(found.map(({ id }) => id)).toEqual([
    'answer.actions.fields',
    'webhook.ack.every-event',
    'webhook.signature.raw-body',
  ]);
  for (const { id, source, violations } of found) {
    await page.evaluate(`location.hash = ${JSON.stringify(id)}`);
    const finding = page.locator(`[id="${id}"]`);
    const { expected = '', actual = '', hint = '', replay = '' } = violations?.[0] ?? {};
    await expect(finding.locator('.expected p')).toHaveText(expected);
    await expect(finding.locator('.actual p')).toHaveText(actual);
    await expect(finding.locator('.hint')).toContainText(hint);
    await expect(finding.locator('.references a').first()).toHaveAttribute('href', source);
    await expect(finding.locator('.command').last()).toContainText(replay);
    await expect(finding.locator('.exchange[open]')).toBeVisible();
  }
  expect(report.calls?.map(({ path: keys }) => keys)).toEqual([['1'], ['2'], ['3']]);
  await expect(page.locator('.call')).toHaveCount(3);
  await expect(page.locator('#node-n3 .mark')).toHaveText('1');
  await expect(page.locator('#s-skipped')).toContainText('needs a folder of recorded exchanges (fixtures)');
  await expect(page.locator('#s-run')).toContainText('answer, webhook, signed');
  await close(opened);
});
