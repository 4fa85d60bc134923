import { createServer } from 'node:http';
import { expect, _baseTest as test } from '@playwright/test';
import { listenOnLoopback } from '../../platform/http/listen.ts';
import { closePage, openPage, startUi, withBrowser } from './started.ts';

withBrowser();
test.describe.configure({ mode: 'serial', timeout: 180_000 });

/** Each key leads to a menu of its own, for ever. */
const endless = createServer(async (incoming, outgoing) => {
  await incoming.toArray();
  const { searchParams } = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const depth = Number(searchParams.get('depth') ?? 0);
  const actions = [
    { gather: { prompt: `Menu ${'n'.repeat(depth)}. Press 1.`, num_digits: 1, timeout_seconds: 5 } },
    { redirect: { url: `${base}/answer?depth=${depth + 1}` } },
  ];
  outgoing.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ actions }));
});
let base = '';
test.beforeAll(async () => {
  base = `http://127.0.0.1:${await listenOnLoopback(endless)}`;
});
test.afterAll(() => void endless.close());

test('an exploration is stopped, and what was found until then stays', async () => {
  const ui = await startUi(['--answer-url', `${base}/answer`, '--webhook-url', `${base}/webhook`]);
  const opened = await openPage(ui.url);
  const { page } = opened;
  await page.getByRole('link', { name: 'Flow', exact: true }).click();
  await page.getByRole('button', { name: 'Explore the call flow' }).click();
  await expect(page.locator('[data-node]').nth(2)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Stop' }).click();
  const again = page.getByRole('button', { name: 'Explore again' });
  await expect(again).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('.view [role=status]')).toContainText('Not the whole call flow was walked: it was stopped');
  expect(await page.locator('[data-node]').count()).toBeGreaterThan(2);
  await expect(page.locator('.condition')).toHaveText('ready');
  // The phone is free again.
  await page.locator('[data-node]').first().click();
  await page.getByRole('button', { name: 'Call to this place' }).click();
  await expect(page.locator('.display .status')).toHaveText('Your turn');
  await closePage(opened);
});
