import { expect, type Page, _baseTest as test } from '@playwright/test';
import { html } from '../../reporters/html/index.ts';
import { failing } from '../report/reports.ts';
import { close, open, withBrowser } from './browser.ts';

withBrowser();

const written = html(failing);
const rows = (page: Page) => page.locator('.row:visible .id');

test('filters act at once, add up, and are kept in the address', async () => {
  const opened = await open(written);
  const { page } = opened;
  await page.getByRole('checkbox', { name: 'failed' }).check();
  await expect(rows(page)).toHaveText(['answer.actions.fields', 'flow.end.defined', 'webhook.ack.fast']);
  await expect(page.locator('.finding:visible')).toHaveCount(3);
  await expect(page.locator('#shown')).toHaveText('3 of 7');
  await page.getByRole('checkbox', { name: 'flow' }).check();
  await expect(rows(page)).toHaveText(['flow.end.defined']);
  expect(await page.evaluate('location.hash')).toBe('#outcome=failed&area=flow');
  await page.reload();
  await expect(rows(page)).toHaveText(['flow.end.defined']);
  await page.getByRole('button', { name: 'Clear' }).click();
  expect(await page.evaluate('location.hash')).toBe('');
  await expect(page.locator('.finding:visible')).toHaveCount(5);
  await close(opened);
});

test('search looks in ids, titles and reasons, and finds the evidence too', async () => {
  const opened = await open(written);
  const { page } = opened;
  await page.keyboard.press('/');
  await page.keyboard.type('API.triggers');
  await expect(rows(page)).toHaveText(['api.auth.bearer']);
  await page.getByRole('searchbox').fill('202-555-0122 sales');
  await expect(page.locator('.finding:visible')).toHaveAttribute('id', 'flow.end.defined');
  await page.getByRole('searchbox').fill('nothing like it');
  await expect(page.locator('#shown')).toHaveText('0 of 7');
  await close(opened);
});

test('a count leads to what it counts', async () => {
  const opened = await open(written);
  await opened.page.locator('.counts a', { hasText: 'not applicable' }).click();
  await expect(rows(opened.page)).toHaveText(['api.auth.bearer']);
  await close(opened);
});

for (const [id, seen] of [
  ['answer.http.reachable', 'details#answer\\.http\\.reachable[open] .inside'],
  ['flow.end.defined', 'details#flow\\.end\\.defined[open] .conversation, details#flow\\.end\\.defined[open] .said'],
  ['Q1', 'details#Q1[open] dl'],
  ['call-1', 'details#call-1[open] .timeline'],
] as const) {
  test(`the address of ${id} opens it`, async () => {
    const opened = await open(written, { hash: `#${id}` });
    await expect(opened.page.locator(seen)).toBeInViewport();
    await close(opened);
  });
}

test('a link to what a filter hides takes the filter back', async () => {
  const opened = await open(written, { hash: '#outcome=passed' });
  const { page } = opened;
  await expect(page.locator('.finding:visible')).toHaveCount(0);
  await page.evaluate("location.hash = 'flow.end.defined'");
  await expect(page.locator('details#flow\\.end\\.defined[open]')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'passed' })).not.toBeChecked();
  await close(opened);
});

test('a command is copied, and selected where the clipboard is not allowed', async () => {
  const opened = await open(written, { hash: '#answer.actions.fields' });
  const { page } = opened;
  const copy = page.locator('[id="answer.actions.fields"] .copy');
  const command = 'mvk check --only answer.actions.fields --seed 7';
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await copy.click();
  await expect(copy).toHaveText('Copied');
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(command);
  await expect(page.locator('#status')).toHaveText('The command was copied.');
  await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
  await copy.click();
  expect(await page.evaluate('getSelection().toString()')).toBe(command);
  await close(opened);
});

test('a place of the drawing shows its answer, a way the conversation', async () => {
  const opened = await open(written);
  const { page } = opened;
  const panel = page.locator('aside.place');
  await expect(panel.getByRole('link', { name: 'flow.end.defined' })).toBeVisible();
  await expect(page.locator('#node-n3 .mark')).toHaveText('1');
  await expect(page.locator('#node-n2 .mark')).toHaveText('1');
  await page.locator('#node-n1').click();
  await expect(panel.locator('h3')).toHaveText('The start of the call');
  await expect(panel.locator('pre')).toContainText('"num_digits": 1');
  await expect(panel.locator('.command')).toContainText('mvk call --press ""');
  await page.locator('.edge-label[data-to="n2"]').click();
  await expect(panel.locator('.said li')).toHaveText([
    'hears “Press 1 for sales or 2 for support.”',
    'presses 1',
    'hears “Goodbye.”',
  ]);
  await expect(panel.locator('.command')).toContainText('mvk call --press 1');
  await panel.getByRole('link', { name: 'A whole call' }).click();
  await expect(page.locator('#call-1[open]')).toBeInViewport();
  await page.getByRole('link', { name: 'Show it in the call flow' }).click();
  await expect(page.locator('#node-n2.chosen')).toBeInViewport();
  await page.getByRole('button', { name: 'Larger' }).click();
  await close(opened);
});

test('the drawing is walked by keys', async () => {
  const opened = await open(written);
  const { page } = opened;
  await page.locator('#node-n1').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('aside.place h3')).toHaveText('After the caller presses 2');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'presses 1' }).press('Enter');
  await expect(page.locator('aside.place h3')).toHaveText('The caller presses 1');
  await close(opened);
});

test('the Tab key comes to every control, and each shows that it has come', async () => {
  const opened = await open(written, { hash: '#answer.actions.fields' });
  const { page } = opened;
  await page.evaluate('document.activeElement.blur(); scrollTo(0, 0)');
  const controls = `[...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.getClientRects().length > 0)`;
  const all = await page.evaluate<number>(`(window.missed = new Set(${controls})).size`);
  for (let step = 0; step < all + 20; step++) {
    await page.keyboard.press('Tab');
    await page.evaluate('window.missed.delete(document.activeElement)');
    const shown = await page.evaluate<boolean>(`(() => {
      const at = document.activeElement;
      if (at.matches('.node')) return getComputedStyle(at.querySelector('.shape')).strokeWidth === '4px';
      const seen = at.matches('.chip input') ? at.nextElementSibling : at;
      return at === document.body || getComputedStyle(seen).outlineStyle !== 'none';
    })()`);
    expect(shown).toBe(true);
  }
  expect(await page.evaluate('[...window.missed].map((each) => each.outerHTML.slice(0, 80))')).toEqual([]);
  await close(opened);
});
