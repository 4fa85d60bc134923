import { expect, _baseTest as test } from '@playwright/test';
import { html } from '../../reporters/html/index.ts';
import { died, ended } from '../report/findings.ts';
import { clean, failing, reportOf } from '../report/reports.ts';
import { close, open, serious, withBrowser } from './browser.ts';

withBrowser();

const unfolded = "for (const each of document.querySelectorAll('details')) each.open = true";

test('says what is wrong, where, what to do and where that is documented', async () => {
  const opened = await open(html(failing));
  const { page } = opened;
  await expect(page.locator('h1')).toContainText('Nonconformant');
  await expect(page.locator('.counts')).toContainText('3✗ failed');
  await expect(page.locator('.first')).toContainText(/Fix this first.*Required: the integration/s);
  const finding = page.locator('[id="answer.actions.fields"]');
  await finding.locator('summary').first().click();
  await expect(finding.locator('.expected')).toContainText('an E.164 number');
  await expect(finding.locator('.actual')).toContainText('"202-555-0122"');
  await expect(finding.locator('.exchange[open] .body mark')).toHaveText('"202-555-0122"');
  await expect(finding.locator('.hint a')).toHaveAttribute('href', 'https://doc.minivoice.eu/docs/actions/transfer');
  await expect(finding.locator('.references')).toContainText('doc.minivoice.eu/docs/actions');
  await expect(finding.locator('.references a[href="#Q1"]')).toHaveText('Q1=get');
  await expect(finding).toContainText('mvk check --only answer.actions.fields --seed 7');
  const header = page.locator('[id="answer.json.media-type"] .exchange[open] .headers[open] mark');
  await expect(header).toHaveText('Content-Type: text/html');
  await close(opened);
});

test('says first how an integration ended, and what it wrote last', async () => {
  const opened = await open(html(reportOf(ended)));
  const first = opened.page.locator('.first');
  await expect(first.locator('.seen')).toHaveText(died);
  await expect(first.locator('.soft a').first()).toHaveText('webhook.a.cut');
  await expect(first.locator('pre')).toHaveText('TypeError: <b>no database</b>\nNode.js');
  await close(opened);
});

test('shows when events of a call were acknowledged, and how long that took', async () => {
  const opened = await open(html(failing), { hash: '#call-1' });
  const rows = opened.page.locator('#call-1 .timeline li');
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(0)).toContainText(/0:00\.0.*call\.created.*acknowledged.*204.*3\.2 ms/s);
  await expect(rows.nth(3)).toContainText(/0:12\.4.*call\.completed.*not acknowledged.*500.*30 ms/s);
  await expect(opened.page.locator('#s-calls .lead')).toContainText('1 of 2 events acknowledged');
  await close(opened);
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, report] of Object.entries({ failing, clean })) {
    test(`axe finds nothing serious in the ${name} report, ${colorScheme}`, async () => {
      const opened = await open(html(report), { colorScheme });
      await opened.page.evaluate(unfolded);
      expect(await serious(opened.page)).toEqual([]);
      await close(opened);
    });
  }
}

for (const width of [320, 375, 1280]) {
  test(`nothing is wider than a screen of ${width} pixels`, async () => {
    const opened = await open(html(failing), {
      viewport: { width, height: 800 },
      hash: '#outcome=failed,warned,passed',
    });
    await opened.page.evaluate(unfolded);
    expect(await opened.page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await close(opened);
  });
}

test('is of use without a script', async () => {
  const opened = await open(html(failing), { javaScriptEnabled: false });
  const { page } = opened;
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.locator('#filters')).toBeHidden();
  await expect(page.locator('.finding').first().locator('.inside')).toBeVisible();
  await page.locator('.area summary', { hasText: 'webhook' }).click();
  await expect(page.locator('.area[open] .lines')).toContainText(/✗\tshould\t.*\tack\.fast/);
  await page.getByText('The same as text').click();
  await expect(page.locator('.outline pre')).toContainText('Press 1 for sales');
  await close(opened);
});

test('on paper everything is open, and no control is left', async () => {
  const opened = await open(html(failing));
  const { page } = opened;
  await page.emulateMedia({ media: 'print' });
  await page.evaluate("dispatchEvent(new Event('beforeprint'))");
  expect(await page.locator('details:not([open])').count()).toBe(0);
  await expect(page.locator('.row .id', { hasText: 'answer.http.reachable' })).toBeVisible();
  await expect(page.getByRole('button', { name: /Copy|Larger/ })).toHaveCount(0);
  await page.evaluate("dispatchEvent(new Event('afterprint'))");
  expect(await page.locator('details:not([open])').count()).toBeGreaterThan(3);
  await close(opened);
});
