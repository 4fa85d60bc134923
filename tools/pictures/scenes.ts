import { expect, type Page } from '@playwright/test';

/** A view of `mvk ui` with something in it: the link that leads there, and what is done there. */
interface Scene {
  readonly name: string;
  readonly view: 'Phone' | 'Traffic' | 'Checks' | 'Flow' | 'API' | 'Fixtures';
  show(page: Page): Promise<void>;
}

const wait = { timeout: 90_000 };

export async function showView(page: Page, name: Scene['view']): Promise<void> {
  const link = page.getByRole('link', { name, exact: true });
  // Beside the phone there is no link to it.
  if (await link.isVisible()) await link.click();
  else await page.evaluate(`location.hash = ${JSON.stringify(name.toLowerCase())}`);
}

/** Calls the bundled menu and leaves it at the moment at which it asks for a key. */
export async function callMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(page.locator('.display .status')).toHaveText('Your turn');
}

async function hangUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Hang up' }).click();
  await expect(page.locator('.display .status')).toHaveText('Call ended');
}

/** Calls the bundled menu, presses 1, and talks until the caller hangs up. */
export async function callSales(page: Page): Promise<void> {
  await callMenu(page);
  await page.getByRole('button', { name: '1', exact: true }).click();
  await page.getByRole('button', { name: 'Answers', exact: true }).click();
  await expect(page.locator('.display .status')).toHaveText('Connected');
  await hangUp(page);
}

/**
 * Fills every view of a page of the bundled integration with faults, as somebody does who tries everything, and leaves a
 * call that rings. The page is as wide as the phone and a view need.
 */
export async function fill(page: Page): Promise<void> {
  await showView(page, 'Flow');
  await page.getByRole('button', { name: 'Explore the call flow' }).click();
  await expect(page.getByRole('button', { name: 'Explore again' })).toBeEnabled(wait);
  await showView(page, 'Checks');
  for (const words of ['webhook.signature.raw-body', 'webhook.signature.refuses-tampered', 'answer.actions.fields']) {
    await page.getByRole('button', { name: `Run ${words}` }).click();
    await expect(page.getByRole('button', { name: `Traffic of ${words}` })).toBeVisible(wait);
    await expect(page.getByRole('button', { name: 'Run all' })).toBeVisible(wait);
    await expect(page.locator('.condition')).toHaveText('ready', wait);
  }
  await showView(page, 'Fixtures');
  await callSales(page);
  await page.getByRole('button', { name: 'Normal' }).click();
  await expect(page.getByRole('button', { name: 'Normal (saved)' })).toBeVisible();
  await callMenu(page);
  await page.getByRole('button', { name: 'Stay silent' }).click();
  await expect(page.locator('.display .status')).toHaveText('Call ended');
  await page.getByRole('button', { name: 'No answer' }).click();
  await expect(page.getByRole('button', { name: 'No answer (saved)' })).toBeVisible();
  await page.getByRole('button', { name: 'Replay all' }).click();
  await expect(page.getByText(/^\d+ requests, /)).toBeVisible(wait);
  await expect(page.locator('.condition')).toHaveText('ready', wait);
  await showView(page, 'API');
  await page.getByRole('button', { name: 'Run dial' }).click();
  await expect(page.locator('.records').first()).toContainText('outbound');
  await expect(page.locator('.condition')).toHaveText('ready', wait);
  await showView(page, 'Traffic');
  await callSales(page);
  await callMenu(page);
  await page.getByRole('button', { name: '1', exact: true }).click();
  await expect(page.locator('.display .status')).toHaveText('Ringing');
  await open(page, 'call.created');
  await page.getByRole('button', { name: 'Tamper' }).click();
  await page.getByRole('button', { name: 'another secret' }).click();
  await expect(page.locator('.detail .signature')).not.toContainText('right');
  await showView(page, 'API');
  await page.getByRole('button', { name: 'Set this error' }).click();
  await expect(page.getByText('A script of 1 is set.')).toBeVisible();
}

/** Opens the newest exchange whose row has this text. */
export async function open(page: Page, text: string): Promise<void> {
  await page.locator('.rows .row').filter({ hasText: text }).first().click();
  await expect(page.locator('.detail .message').first()).toBeVisible();
}

/** What a page shows once `fill` was there. */
export const scenes: readonly Scene[] = [
  { name: 'phone', view: 'Phone', show: async () => undefined },
  { name: 'traffic', view: 'Traffic', show: async () => undefined },
  { name: 'exchange', view: 'Traffic', show: (page) => open(page, 'call.gathered') },
  {
    name: 'edit',
    view: 'Traffic',
    async show(page) {
      await page.getByRole('button', { name: 'Edit and resend' }).click();
      await expect(page.getByRole('textbox', { name: 'Body' })).toBeVisible();
    },
  },
  {
    name: 'tamper',
    view: 'Traffic',
    async show(page) {
      await page.getByRole('button', { name: 'Tamper' }).click();
      await expect(page.locator('.tampers')).toBeVisible();
    },
  },
  {
    name: 'refused',
    view: 'Traffic',
    async show(page) {
      await close(page);
      await open(page, 'another secret');
    },
  },
  {
    name: 'compare',
    view: 'Traffic',
    async show(page) {
      await page.getByRole('button', { name: 'Compare' }).click();
      await page.locator('.rows .row').filter({ hasText: 'call.answered' }).first().click();
      await expect(page.locator('.compared').first()).toBeVisible();
    },
  },
  {
    name: 'checks',
    view: 'Checks',
    async show(page) {
      await page.getByRole('button', { name: 'webhook.signature.raw-body', exact: true }).click();
      await expect(page.locator('.found-here')).toBeVisible();
    },
  },
  {
    name: 'flow',
    view: 'Flow',
    async show(page) {
      await page.locator('[data-node]', { hasText: 'sales' }).last().click();
      await expect(page.getByRole('button', { name: 'Call to this place' })).toBeVisible();
    },
  },
  { name: 'api', view: 'API', show: async () => undefined },
  { name: 'fixtures', view: 'Fixtures', show: async () => undefined },
];

async function close(page: Page): Promise<void> {
  const button = page.locator('.detail').getByRole('button', { name: 'Close' });
  if (await button.isVisible()) await button.click();
}
