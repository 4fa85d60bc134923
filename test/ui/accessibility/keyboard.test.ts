import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { closePage, type Opened, openPage, type Started, startUi, withBrowser } from '../started.ts';
import { focused, press, tabTo } from './by-keyboard.ts';

withBrowser();
test.describe.configure({ mode: 'serial', timeout: 240_000 });

let ui: Started;
let opened: Opened;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  ui = await startUi(['--demo', '--flawed']);
  opened = await openPage(ui.url, { permissions: ['clipboard-read', 'clipboard-write'] });
});
test.afterAll(() => closePage(opened));

const rows = () => opened.page.locator('.rows .row');
const selected = () => opened.page.locator('.rows .row[aria-selected="true"]');

test('a call: what had the focus and is gone hands it to what comes next', async () => {
  const { page } = opened;
  await press(page, 'Call');
  await expect(page.locator('.display .status')).toHaveText('Your turn');
  await expect.poll(async () => (await focused(page)).name).toBe('The call');
  await press(page, '1');
  await press(page, 'Answers');
  await expect(page.locator('.display .status')).toHaveText('Connected');
  await expect.poll(async () => (await focused(page)).name).toBe('The call');
  await press(page, 'Hang up');
  await expect(page.locator('.display .status')).toHaveText('Call ended');
  await expect.poll(async () => (await focused(page)).name).toBe('Call');
});

test('the traffic: open, resend, edit, tamper, copy, pin', async () => {
  const { page } = opened;
  await tabTo(page, 'Exchanges, newest first');
  await page.keyboard.press('End');
  await expect(selected()).toContainText('call.created');
  await press(page, 'Resend');
  await expect(rows().first()).toContainText('again #1');
  await press(page, 'Edit and resend');
  await tabTo(page, 'Body');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('{"event":"call.created"}');
  await press(page, 'Send');
  await expect(rows().first()).toContainText('edited, signed anew');
  await press(page, 'Tamper', 'Shift+Tab');
  await press(page, 'an hour old');
  await expect(rows().first()).toContainText('an hour old');
  await press(page, 'Copy as curl', 'Shift+Tab');
  await expect(page.locator('.notice')).toHaveText(/^The curl command is copied\./);
  expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^curl --globoff -X POST/);
  await press(page, 'Pin');
  await expect(page.locator('.row [title="pinned"]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.locator('.row [title="pinned"]')).toHaveCount(0);
});

test('the traffic: two that are not neighbours are compared, and Escape leads back to the list', async () => {
  const { page } = opened;
  await tabTo(page, 'Exchanges, newest first', 'Shift+Tab');
  await page.keyboard.press('End');
  await press(page, 'Compare');
  await expect(page.getByText('Choose another exchange in the list to compare it with #1.')).toBeVisible();
  await expect.poll(async () => (await focused(page)).name).toBe('Exchanges, newest first');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('.rows .row.at')).toContainText('answer request');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '#1 and #3' })).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('heading', { name: '#4 call.gathered' })).toBeVisible();
  await tabTo(page, 'Resend');
  await page.keyboard.press('Escape');
  await expect(page.locator('.detail')).toHaveCount(0);
  await expect.poll(async () => (await focused(page)).name).toBe('Exchanges, newest first');
});

test('the traffic: filtered by words, by kind and by time', async () => {
  const { page } = opened;
  const all = await rows().count();
  await tabTo(page, 'Filter', 'Shift+Tab');
  await page.keyboard.type('hour');
  await expect(rows()).toHaveCount(1);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await tabTo(page, 'All');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Answers' })).toBeChecked();
  await expect(rows()).toHaveCount(2);
  await page.keyboard.press('ArrowLeft');
  await tabTo(page, 'From');
  for (let step = 0; step < 60; step++) await page.keyboard.press('ArrowRight');
  await expect.poll(() => rows().count()).toBeLessThan(all);
  await expect(rows().first()).toContainText('an hour old');
  await press(page, 'All times');
  await expect(rows()).toHaveCount(all);
});

test('a check is run, its finding opens, and its traffic is shown', async () => {
  const { page } = opened;
  const id = 'webhook.signature.raw-body';
  await press(page, 'Checks', 'Shift+Tab');
  await tabTo(page, 'Filter');
  await page.keyboard.type(id);
  await press(page, `Run ${id}`);
  await expect(page.getByRole('button', { name: 'Run all' })).toBeVisible({ timeout: 100_000 });
  await expect(page.getByRole('button', { name: `Traffic of ${id}` })).toBeVisible({ timeout: 100_000 });
  // It stays where it was although the button could not be used meanwhile.
  await expect.poll(async () => (await focused(page)).name).toBe(`Run ${id}`);
  await press(page, id, 'Shift+Tab');
  await expect(page.locator('.found-here')).toContainText('What to do');
  await press(page, `Traffic of ${id}`);
  await expect(rows().first()).toContainText(id);
  await expect.poll(async () => (await focused(page)).name).not.toBe('');
  await expect(page.locator('.condition')).toHaveText('ready', { timeout: 60_000 });
});

test('the flow is explored, a place is chosen and called', async () => {
  const { page } = opened;
  await press(page, 'Flow', 'Shift+Tab');
  await press(page, 'Explore the call flow');
  await expect(page.getByRole('button', { name: 'Explore again' })).toBeVisible({ timeout: 90_000 });
  await tabTo(page, /Connecting you to sales/);
  await page.keyboard.press('Space');
  await press(page, 'Call to this place');
  await expect(page.locator('.talk')).toContainText('presses 1');
  await press(page, 'Hang up', 'Shift+Tab');
  await expect(page.locator('.display .status')).toHaveText('Call ended');
});

test('a trigger is run, a switch is set, and a fault', async () => {
  const { page } = opened;
  await press(page, 'API', 'Shift+Tab');
  await press(page, 'Run dial');
  await expect(page.locator('.records').first()).toContainText('outbound', { timeout: 30_000 });
  await expect(page.locator('.condition')).toHaveText('ready', { timeout: 30_000 });
  await tabTo(page, 'Short ids');
  await page.keyboard.press('Space');
  await expect(page.getByLabel('Short ids')).toBeChecked();
  await press(page, 'Set this error');
  await expect(page.getByText('A script of 1 is set.')).toBeVisible();
  await press(page, 'Forget everything', 'Shift+Tab');
  await expect(page.getByText('Nothing goes wrong.')).toBeVisible();
});

test('a call is saved, and sent again', async () => {
  const { page } = opened;
  await press(page, 'Fixtures', 'Shift+Tab');
  await press(page, 'Normal');
  await expect(page.getByRole('button', { name: 'Normal (saved)' })).toBeVisible();
  expect(existsSync(path.join(ui.folder, 'mvk-fixtures', 'normal'))).toBe(true);
  await press(page, 'Replay normal');
  await expect(page.getByText('nothing differs')).toBeVisible({ timeout: 60_000 });
  await expect.poll(async () => (await focused(page)).name).toBe('Replay normal');
});
