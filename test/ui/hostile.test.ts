import { createServer } from 'node:http';
import { expect, _baseTest as test } from '@playwright/test';
import { listenOnLoopback } from '../../platform/http/listen.ts';
import { closePage, openPage, startUi, withBrowser } from './started.ts';

withBrowser();
test.describe.configure({ mode: 'serial', timeout: 180_000 });

const markup = '</pre></script><img src=x onerror="window.hacked=1"><svg onload="window.hacked=1">\u202e';

const target = createServer(async (incoming, outgoing) => {
  await incoming.toArray();
  const answer = {
    actions: [{ gather: { prompt: `${markup} Press 1.`, num_digits: 1, timeout_seconds: 5 } }, { [markup]: {} }],
  };
  outgoing.writeHead(incoming.method === 'GET' ? 200 : 500, {
    'Content-Type': 'application/json',
    'X-Evil': '<b>bold</b>',
  });
  outgoing.end(JSON.stringify(answer));
});
let port = 0;
test.beforeAll(async () => {
  port = await listenOnLoopback(target);
});
test.afterAll(() => void target.close());

test('what a hostile integration sends is shown as text in every view, and nothing of it runs', async () => {
  const base = `http://127.0.0.1:${port}`;
  const ui = await startUi(['--answer-url', `${base}/answer`, '--webhook-url', `${base}/webhook`]);
  const opened = await openPage(ui.url);
  const { page } = opened;
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(page.locator('.talk')).toContainText('onerror');
  await page.locator('.rows .row').filter({ hasText: 'answer request' }).first().click();
  await expect(page.locator('.detail .finding-box').first()).toBeVisible();
  await expect(page.locator('.detail pre').last()).toContainText('<img src=x');
  if (await page.getByRole('button', { name: 'Hang up' }).isVisible())
    await page.getByRole('button', { name: 'Hang up' }).click();
  await expect(page.locator('.summary.bad')).toBeVisible();
  await page.getByRole('link', { name: 'Flow', exact: true }).click();
  await page.getByRole('button', { name: 'Explore the call flow' }).click();
  await expect(page.getByRole('button', { name: 'Explore again' })).toBeEnabled({ timeout: 90_000 });
  expect(await page.locator('.panel img, .phone img, script:not([type=module])').count()).toBe(0);
  expect(await page.evaluate('window.hacked')).toBeUndefined();
  await closePage(opened);
});
