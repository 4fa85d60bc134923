import { expect, _baseTest as test } from '@playwright/test';
import { callSales } from '../../tools/pictures/scenes.ts';
import { closePage, type Opened, openPage, type Started, startUi, withBrowser } from './started.ts';

withBrowser();
test.describe.configure({ mode: 'serial', timeout: 120_000 });

let ui: Started;
let opened: Opened;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  ui = await startUi(['--demo', '--flawed']);
  opened = await openPage(ui.url);
  await callSales(opened.page);
});
test.afterAll(() => closePage(opened));

const rows = () => opened.page.locator('.rows .row');
const openRow = (text: string) => rows().filter({ hasText: text }).last().click();

test('an exchange opens with both its sides', async () => {
  const { page } = opened;
  await openRow('call.created');
  const detail = page.locator('.detail');
  await expect(detail.getByRole('region', { name: 'Request' }).locator('pre')).toContainText('"event": "call.created"');
  await expect(detail.locator('.signature')).toContainText('right');
  await expect(detail).toContainText('X-MiniVoice-Signature');
  await expect(detail).not.toContainText(/v1=[0-9a-f]{8}/);
});

test('an exchange is sent again, as it was', async () => {
  const before = await rows().count();
  await openRow('call.created');
  await opened.page.getByRole('button', { name: 'Resend', exact: true }).click();
  await expect(rows()).toHaveCount(before + 1);
  await expect(rows().first()).toContainText('again #');
});

test('an exchange is edited, signed anew and sent again', async () => {
  const { page } = opened;
  await openRow('call.created');
  await page.getByRole('button', { name: 'Edit and resend' }).click();
  const body = page.getByRole('textbox', { name: 'Body' });
  await body.fill((await body.inputValue()).replace('+12025550101', '+12025550199'));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(rows().first()).toContainText('edited, signed anew');
  await expect(page.locator('.detail pre').first()).toContainText('+12025550199');
  await expect(page.locator('.detail .signature')).toContainText('right');
});

test('an event that was tampered with and is acknowledged is a finding of its requirement', async () => {
  const { page } = opened;
  await openRow('call.created');
  await page.getByRole('button', { name: 'Tamper' }).click();
  await page.getByRole('button', { name: 'changed body' }).click();
  await expect(rows().first()).toContainText('changed body');
  await expect(page.locator('.detail .signature span')).not.toHaveText('right');
  const status = Number(await rows().first().locator('.outcome b').textContent());
  const findings = page.locator('.finding-box');
  if (status >= 200 && status < 300) await expect(findings).toContainText('webhook.signature.refuses-tampered');
  else await expect(findings).toHaveCount(0);
});

test('a filter leaves what fits, and a pin keeps an exchange at the top', async () => {
  const { page } = opened;
  await openRow('call.answered');
  await page.getByRole('button', { name: 'Pin', exact: true }).click();
  await expect(rows().first()).toContainText('call.answered');
  await page.getByLabel('Filter').fill('call.gathered');
  await expect(rows().nth(1)).toContainText('call.gathered');
  await expect(rows()).toHaveCount(2);
  await page.getByLabel('Filter').fill('');
  await page.getByRole('button', { name: 'Unpin' }).click();
});

test('two exchanges are compared line by line', async () => {
  const { page } = opened;
  await openRow('call.created');
  await page.getByRole('button', { name: 'Compare' }).click();
  await openRow('call.answered');
  const compared = page.locator('.compared');
  await expect(compared.first().locator('.removed').filter({ hasText: 'call.created' }).first()).toBeVisible();
  await expect(compared.first().locator('.added').filter({ hasText: 'call.answered' }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).first().click();
});

test('the list is walked with the keys of the arrows', async () => {
  const { page } = opened;
  await page.getByRole('listbox').focus();
  await page.keyboard.press('Home');
  await expect(rows().first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(rows().nth(1)).toHaveAttribute('aria-selected', 'true');
});

test('an event is probed, and the page says how its receiver verifies signatures', async () => {
  const { page } = opened;
  await openRow('call.answered');
  await page.getByRole('button', { name: 'Probe' }).click();
  await expect(page.locator('.notice')).toContainText('accepts one that is signed over the body re-serialised');
  await expect(rows().first()).toContainText('probe');
  await page.locator('.notice').getByRole('button', { name: 'Close' }).click();
});

test('the API shows its switches, and what goes wrong on purpose', async () => {
  const { page } = opened;
  await page.getByRole('link', { name: 'API', exact: true }).click();
  await page.getByLabel('Balance, in cents').fill('0');
  await page.getByLabel('Balance, in cents').press('Enter');
  await expect(page.getByText('Balance 0.00')).toBeVisible();
  await page.getByRole('button', { name: 'Set this error' }).click();
  await expect(page.getByText('A script of 1 is set.')).toBeVisible();
  await page.getByRole('button', { name: 'Forget everything' }).click();
  await expect(page.getByText('Nothing goes wrong.')).toBeVisible();
});

test('the flow is drawn, and a place is called', async () => {
  const { page } = opened;
  await page.getByRole('link', { name: 'Flow', exact: true }).click();
  await page.getByRole('button', { name: 'Explore the call flow' }).click();
  await expect(page.getByRole('button', { name: 'Explore again' })).toBeEnabled({ timeout: 90_000 });
  await page.locator('[data-node]', { hasText: 'sales' }).last().click();
  await page.getByRole('button', { name: 'Call to this place' }).click();
  await expect(page.locator('.talk')).toContainText('presses 1');
  await page.getByRole('button', { name: 'Hang up' }).click();
  await expect(page.locator('.display .status')).toHaveText('Call ended');
});

test('one requirement is checked, and its finding is shown as in the report', async () => {
  const { page } = opened;
  await page.getByRole('link', { name: 'Checks', exact: true }).click();
  const id = 'answer.actions.fields';
  await page.getByRole('button', { name: `Run ${id}` }).click();
  await expect(page.getByText(/^\d+ passed, \d+ failed/)).toBeVisible({ timeout: 100_000 });
  await expect(page.getByRole('link', { name: 'Open the report' })).toBeVisible();
});
