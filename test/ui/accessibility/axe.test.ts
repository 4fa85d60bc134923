import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, _baseTest as test } from '@playwright/test';
import { fill, scenes, showView } from '../../../tools/pictures/scenes.ts';
import { closePage, openPage, type Started, startUi, withBrowser } from '../started.ts';

withBrowser();
test.describe.configure({ mode: 'serial', timeout: 240_000 });

let ui: Started;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  ui = await startUi(['--demo', '--flawed']);
  const opened = await openPage(ui.url);
  await fill(opened.page);
  await closePage(opened);
});

/** What axe finds in a page: each rule with the element that breaks it. */
async function broken(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode()
    .analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${impact} ${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, width, height] of [
    ['a phone', 375, 720],
    ['a desktop', 1280, 800],
  ] as const) {
    test(`axe finds nothing in any filled view, ${colorScheme}, on ${device}`, async () => {
      const opened = await openPage(
        ui.url,
        { colorScheme, viewport: { width, height } },
        { condition: 'a call is under way' },
      );
      const { page } = opened;
      for (const { name, view, show } of scenes) {
        await showView(page, view);
        await show(page);
        expect.soft(await broken(page), name).toEqual([]);
        expect.soft(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(width);
      }
      await closePage(opened);
    });
  }
}
