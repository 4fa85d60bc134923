import { expect, _baseTest as test } from '@playwright/test';
import { loadAssets } from '../../cli/ui/assets.ts';
import { createHub } from '../../cli/ui/hub.ts';
import { startServer, type UiServer } from '../../cli/ui/server.ts';
import type { TrafficRow } from '../../ui/protocol/traffic.ts';
import { closePage, openPage, withBrowser } from './started.ts';
import { hostileRow, row, topics } from './topics.ts';

withBrowser();
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const count = 10_000;
const kept: TrafficRow[] = [];
const hub = createHub(topics(), () => kept);
let server: UiServer;
let asked: unknown;

test.beforeAll(async () => {
  server = await startServer({
    ...{ port: 0, token: 'a'.repeat(32), hub, report: () => undefined },
    assets: await loadAssets(),
    actions: {
      exchange: (input) => {
        asked = input;
        throw new Error('not kept');
      },
    },
  });
});
test.afterAll(() => server.close());

test('of ten thousand exchanges only those in sight are in the document, and the newest is there at once', async () => {
  const opened = await openPage(server.url);
  const { page } = opened;
  for (let number = 1; number <= count; number++) {
    kept.push(row(number));
    hub.row(row(number));
  }
  await expect(page.locator('.count')).toHaveText(String(count), { timeout: 60_000 });
  await expect(page.locator('.rows .row').first()).toContainText(`/webhook/${count}`);
  expect(await page.locator('.rows .row').count()).toBeLessThan(60);
  await page.evaluate("document.querySelector('.rows-box').scrollTop = 1e9");
  await expect(page.locator('.rows .row').last()).toContainText('/webhook/1');
  expect(await page.locator('.rows .row').count()).toBeLessThan(60);
  hub.row(row(count + 1));
  await page.evaluate("document.querySelector('.rows-box').scrollTop = 0");
  await expect(page.locator('.rows .row').first()).toContainText(`/webhook/${count + 1}`);
  await expect(page.locator('.count')).toHaveText(String(count));
  await closePage(opened);
});

test('a page that has seen thirty thousand exchanges holds no more than after ten thousand', async () => {
  const opened = await openPage(server.url);
  const { page } = opened;
  const cdp = await page.context().newCDPSession(page);
  const bytes = async (): Promise<number> => {
    await cdp.send('HeapProfiler.collectGarbage');
    return (await cdp.send('Runtime.getHeapUsage')).usedSize;
  };
  await expect(page.locator('.count')).toHaveText(String(count));
  const before = await bytes();
  for (let number = 1; number <= 2 * count; number++) {
    hub.row(row(count + 1 + number));
    if (number % 1000 === 0) await new Promise(setImmediate);
  }
  await expect(page.locator('.rows .row').first()).toContainText(`/webhook/${3 * count + 1}`, { timeout: 60_000 });
  await expect(page.locator('.count')).toHaveText(String(count));
  const after = await bytes();
  test.info().annotations.push({ type: 'heap of the page', description: `${before} bytes, then ${after}` });
  expect(before).toBeLessThan(24_000_000);
  expect(after - before).toBeLessThan(6_000_000);
  await closePage(opened);
});

test('a page that was away is given what it missed', async () => {
  const opened = await openPage(server.url);
  const { page } = opened;
  await expect(page.locator('.count')).toHaveText(String(count));
  expect(asked).toBeUndefined();
  await closePage(opened);
});

test('hostile text of a target is text, and drives nothing', async () => {
  const opened = await openPage(server.url);
  const { page } = opened;
  hub.row(hostileRow(count + 2));
  await expect(page.locator('.rows .row').first()).toContainText('<img src=x');
  expect(await page.locator('.rows img, .rows script').count()).toBe(0);
  expect(await page.evaluate('window.hacked')).toBeUndefined();
  await closePage(opened);
});
