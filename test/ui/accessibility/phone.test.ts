import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { callMenu, callSales } from '../../../tools/pictures/scenes.ts';
import { closePage, openPage, type Started, startUi, withBrowser } from '../started.ts';

withBrowser();
test.describe.configure({ mode: 'serial', timeout: 120_000 });

let ui: Started;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  ui = await startUi();
});

test('a call through the menu by mouse, with every request of it in the list', async () => {
  const opened = await openPage(ui.url);
  const { page } = opened;
  await callMenu(page);
  await expect(page.locator('.talk q')).toHaveText('Press 1 for sales or 2 for support.');
  await expect(page.locator('.key.announced')).toHaveText([/^1/, /^2/]);
  await expect(page.locator('.rows .row')).toHaveCount(3);
  await page.getByRole('button', { name: '2', exact: true }).click();
  await expect(page.locator('.turn')).toContainText('+12025550122 rings (transfer)');
  await page.getByRole('button', { name: 'Is busy' }).click();
  await expect(page.locator('.summary')).toContainText('+12025550122 was busy; 4 of 4 events were acknowledged.');
  await expect(page.locator('.rows .row .title')).toHaveText([
    ...['call.failed', 'answer request', 'call.gathered', 'answer request', 'call.answered', 'call.created'],
  ]);
  await closePage(opened);
});

test('a call by the keyboard alone', async () => {
  const opened = await openPage(ui.url);
  const { page } = opened;
  await page.getByRole('button', { name: 'Call', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.display .status')).toHaveText('Your turn');
  await page.keyboard.press('1');
  const answers = page.getByRole('button', { name: 'Answers', exact: true });
  await answers.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.display .status')).toHaveText('Connected');
  await page.getByRole('button', { name: 'Hang up' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.summary')).toContainText('the caller hung up');
  await closePage(opened);
});

test('a call on a screen of a phone, where nothing is wider than it', async () => {
  const opened = await openPage(ui.url, { viewport: { width: 375, height: 700 }, hasTouch: true });
  const { page } = opened;
  await callMenu(page);
  await page.getByRole('button', { name: 'Stay silent' }).tap();
  await expect(page.locator('.summary')).toContainText('The call ended');
  for (const view of ['Phone', 'Traffic', 'Checks', 'Flow', 'API', 'Fixtures']) {
    await page.getByRole('link', { name: view, exact: true }).click();
    await expect(page.getByRole('link', { name: view, exact: true })).toHaveAttribute('aria-current', 'page');
    expect(await page.evaluate('document.documentElement.scrollWidth'), view).toBeLessThanOrEqual(375);
  }
  await closePage(opened);
});

test('an outbound call, whose other end does not answer', async () => {
  const opened = await openPage(ui.url);
  const { page } = opened;
  await page.getByText('Settings of the call').click();
  await page.getByLabel('Direction').selectOption('outbound');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByRole('button', { name: 'Answers', exact: true }).click();
  await expect(page.locator('.rows .row', { hasText: 'direction=outbound' })).toHaveCount(1);
  await page.getByRole('button', { name: 'Hang up' }).click();
  await expect(page.locator('.summary')).toBeVisible();
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByRole('button', { name: 'Does not answer' }).click();
  await expect(page.locator('.summary')).toContainText('did not answer');
  await closePage(opened);
});

test('a silence that passes as it would can be skipped', async () => {
  const opened = await openPage(ui.url);
  const { page } = opened;
  await page.getByText('Settings of the call').click();
  await page.getByLabel('Time').selectOption('real');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  // The summary of an earlier call goes away when this one begins.
  await page.getByRole('button', { name: 'Hang up' }).waitFor();
  for (let skipped = 0; skipped < 8; skipped++) {
    const skip = page.getByRole('button', { name: 'Skip the wait' });
    if (await page.locator('.summary').isVisible()) break;
    await skip.or(page.locator('.summary')).first().waitFor();
    if (await skip.isVisible()) await skip.click().catch(() => undefined);
  }
  await expect(page.locator('.summary')).toContainText('The call ended');
  await expect(page.locator('.talk')).toContainText('presses nothing and hears nothing for 5 s');
  await closePage(opened);
});

test('a call is saved under a name, once, and its replay finds no difference', async () => {
  const opened = await openPage(ui.url);
  const { page } = opened;
  await callSales(page);
  await page.getByRole('link', { name: 'Fixtures' }).click();
  await page.getByRole('button', { name: 'Normal' }).click();
  await expect(page.getByText('fixtures in mvk-fixtures/normal')).toBeVisible();
  expect(existsSync(path.join(ui.folder, 'mvk-fixtures', 'normal'))).toBe(true);
  await expect(page.getByRole('button', { name: 'Normal (saved)' })).toBeDisabled();
  await page.getByRole('button', { name: 'Replay normal' }).click();
  await expect(page.getByText('nothing differs')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('.condition')).toHaveText('ready', { timeout: 60_000 });
  await closePage(opened);
});
