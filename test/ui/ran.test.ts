import { expect, _baseTest as test } from '@playwright/test';
import { callSales } from '../../tools/pictures/scenes.ts';
import { closePage, type Opened, openPage, startUi, withBrowser } from './started.ts';

withBrowser();
test.describe.configure({ mode: 'serial', timeout: 180_000 });

const id = 'webhook.signature.refuses-wrong-secret';
let opened: Opened;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  const ui = await startUi();
  opened = await openPage(ui.url);
  await callSales(opened.page);
});
test.afterAll(() => closePage(opened));

const rows = () => opened.page.locator('.rows .row');
const show = (view: string) => opened.page.getByRole('link', { name: view, exact: true }).click();

test('what a check sends appears while it runs, with the requirement, and nobody judges it twice', async () => {
  const { page } = opened;
  await expect(rows()).toHaveCount(6);
  await show('Checks');
  await page.getByRole('button', { name: `Run ${id}` }).click();
  await show('Traffic');
  await expect(rows().filter({ hasText: id }).first()).toBeVisible({ timeout: 100_000 });
  await expect(page.locator('.condition')).toHaveText('a run of checks is under way');
  await expect(page.locator('.condition')).toHaveText('ready', { timeout: 100_000 });
  // A refusal is what the check hopes for, and the receiver of a wrong event is not at fault.
  await expect(rows().filter({ hasText: id }).locator('.sign:not([aria-label="judged by the run"])')).toHaveCount(0);
});

test('an event of a check shows how it was signed, and can be sent again', async () => {
  const { page } = opened;
  await page.getByLabel('Filter').fill(`${id} 401`);
  const refused = rows().filter({ has: page.locator('b', { hasText: /^401$/ }) });
  await refused.first().click();
  await expect(page.locator('.detail .facts')).toContainText(`by the check of ${id}`);
  await expect(page.locator('.detail .signature')).toContainText(/signature of|secret/);
  await expect(page.locator('.detail')).not.toContainText(/v1=[0-9a-f]{16}/);
  await page.getByLabel('Filter').fill('');
  await page.getByRole('button', { name: 'Resend', exact: true }).click();
  // The list stays where it is read.
  await page.locator('.rows-box').evaluate((list) => list.scrollTo(0, 0));
  await expect(rows().first()).toContainText('again #');
  await expect(rows().first()).toContainText('401');
});

test('the list is that of a requirement, or without what runs sent', async () => {
  const { page } = opened;
  await show('Checks');
  await page.getByRole('button', { name: `Traffic of ${id}` }).click();
  await expect(page.getByLabel('Filter')).toHaveValue(id);
  await expect(rows().first()).toContainText(id);
  await page.getByLabel('Filter').fill('');
  await page.getByLabel('Without checks').click();
  await expect(rows()).toHaveCount(7);
});

test('a replay is in the list too', async () => {
  const { page } = opened;
  await show('Fixtures');
  await page.getByRole('button', { name: 'Normal' }).click();
  await page.getByRole('button', { name: 'Replay normal' }).click();
  await expect(page.getByText('nothing differs')).toBeVisible({ timeout: 60_000 });
  await show('Traffic');
  await page.getByLabel('Without checks').click();
  await page.getByLabel('Filter').fill('replay');
  await expect(rows()).toHaveCount(6);
});
