import { AxeBuilder } from '@axe-core/playwright';
import { expect, _baseTest as test } from '@playwright/test';
import { loadAssets } from '../../cli/ui/assets.ts';
import { createHub } from '../../cli/ui/hub.ts';
import { startServer, type UiServer } from '../../cli/ui/server.ts';
import { closePage, openPage, withBrowser } from './started.ts';
import { row, topics } from './topics.ts';

withBrowser();
test.describe.configure({ timeout: 240_000 });

const hub = createHub(topics(), () => [row(1), row(2), { ...row(3), findings: 1, worst: 'must', status: 500 }]);
let server: UiServer;
test.beforeAll(async () => {
  const assets = await loadAssets();
  server = await startServer({ port: 0, token: 'a'.repeat(32), hub, assets, actions: {}, report: () => undefined });
});
test.afterAll(() => server.close());

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in any view, ${colorScheme}`, async () => {
    const opened = await openPage(server.url, { colorScheme });
    const { page } = opened;
    for (const view of ['Traffic', 'Flow', 'API', 'Fixtures', 'Checks']) {
      await page.getByRole('link', { name: view, exact: true }).click();
      await expect(page.getByRole('region', { name: view, exact: true })).toBeVisible();
      const { violations } = await new AxeBuilder({ page })
        .options({ resultTypes: ['violations'] })
        .setLegacyMode()
        .analyze();
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(grave.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${view} ${id}: ${html}`))).toEqual([]);
    }
    await closePage(opened);
  });
}
