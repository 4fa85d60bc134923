import { expect, _baseTest as test } from '@playwright/test';
import { html } from '../../reporters/html/index.ts';
import type { ContractCoverage, Report } from '../../spec/index.ts';
import { failing, resultOf } from '../report/reports.ts';
import { close, open, serious, withBrowser } from './browser.ts';

withBrowser();

const unfolded = "for (const each of document.querySelectorAll('details')) each.open = true";
const contractCoverage: ContractCoverage = {
  ...{ cells: 5, judged: 2, percent: 40 },
  tallies: [
    {
      group: 'event',
      of: 'call.created',
      cells: 3,
      judged: 2,
      gaps: { 'not-sent': ['/call/direction is "outbound"'] },
    },
    { group: 'action', of: 'conference', cells: 2, judged: 0, gaps: { 'not-found': ['met', '/mute is there'] } },
  ],
};
const violations = [{ expected: 'a', actual: 'b', exchanges: [], replay: 'mvk check --only x' }];
const report: Report = {
  ...failing,
  run: { ...failing.run, contract: '0.1' },
  contractCoverage,
  notScored: [resultOf('api.calls.isolated', 'failed', { violations }), resultOf('answer.http.lasting', 'passed')],
};

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in what was covered and what was not scored, ${colorScheme}`, async () => {
    const opened = await open(html(report), { colorScheme });
    await opened.page.evaluate(unfolded);
    expect(await serious(opened.page)).toEqual([]);
    await close(opened);
  });
}

test('gaps fold out by what they are about, and nothing is wider than a phone', async () => {
  const opened = await open(html(report), { viewport: { width: 320, height: 800 } });
  const { page } = opened;
  const gap = page.getByText('/call/direction is "outbound"');
  await expect(gap).toBeHidden();
  await page.getByText('Events: members, values and limits').first().click();
  await page.getByText('not sent by any check').click();
  await expect(gap).toBeVisible();
  await page.evaluate(unfolded);
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  await expect(page.locator('#s-not-scored')).toContainText('2 later requirements ran and are not scored');
  await close(opened);
});
