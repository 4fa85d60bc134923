import { expect, _baseTest as test } from '@playwright/test';
import { callMenu, callSales } from '../../tools/pictures/scenes.ts';
import { openPage, startUi, withBrowser } from './started.ts';

withBrowser();
test.describe.configure({ mode: 'serial', timeout: 240_000 });

test('an open page finds the kit again after a restart, and goes on', async () => {
  const first = await startUi();
  const { port } = new URL(first.url);
  const { page } = await openPage(first.url);
  await callMenu(page);
  await first.stop();
  await expect(page.locator('.condition')).toContainText('the kit is gone');
  const second = await startUi(['--port', port], first.folder);
  expect(second.url).toBe(first.url);
  await expect(page.locator('.condition')).toHaveText('ready', { timeout: 60_000 });
  // What the page had of the earlier process is void.
  await expect(page.locator('.display .status')).toHaveText('No call');
  await expect(page.locator('.rows .row')).toHaveCount(0);
  await callSales(page);
  await expect(page.locator('.rows .row')).toHaveCount(6);
});
