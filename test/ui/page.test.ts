import { expect, type Page, _baseTest as test } from '@playwright/test';
import { loadAssets } from '../../cli/ui/assets.ts';
import { createHub } from '../../cli/ui/hub.ts';
import { startServer, type UiServer } from '../../cli/ui/server.ts';
import type { TrafficRow } from '../../ui/protocol/traffic.ts';
import { closePage, openPage, withBrowser } from './started.ts';
import { row, topics } from './topics.ts';

withBrowser();
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const kept: TrafficRow[] = [];
const hub = createHub(topics(), () => kept);
let server: UiServer;
test.beforeAll(async () => {
  const assets = await loadAssets();
  server = await startServer({ port: 0, token: 'a'.repeat(32), hub, assets, actions: {}, report: () => undefined });
});
test.afterAll(() => server.close());

/** Notes what the list shows at the end of the task in which a message of the stream came, before any other task. */
const watchStream = `
  const Stream = window.EventSource;
  window.shownAtOnce = [];
  window.EventSource = class extends Stream {
    set onmessage(take) {
      super.onmessage = (event) => {
        take(event);
        let left = 50;
        const look = () => {
          if (left-- > 0) queueMicrotask(look);
          else window.shownAtOnce.push(document.querySelector('.rows .row')?.textContent ?? '');
        };
        queueMicrotask(look);
      };
    }
  };
`;

test('an exchange is shown in the tick in which the stream brings it', async () => {
  const opened = await openPage(server.url, {}, { prepare: (page) => page.addInitScript(watchStream) });
  const { page } = opened;
  const shown = () => page.evaluate('window.shownAtOnce') as Promise<readonly string[]>;
  for (const number of [1, 2, 3]) {
    hub.row(row(number));
    // The one before must not have been a moment ago: a burst is shown together.
    await expect.poll(async () => (await shown()).length).toBe(1 + number);
    await page.waitForTimeout(50);
  }
  expect((await shown()).slice(1).map((text) => /webhook\/(\d+)204/.exec(text)?.[1])).toEqual(['1', '2', '3']);
  await closePage(opened);
});

test('the columns of the time line choose what is listed, with the pointer, until all is asked for', async () => {
  const start = row(0).at;
  for (let number = 1; number <= 40; number++) kept.push({ ...row(number), at: start + number * 100 });
  const opened = await openPage(server.url);
  const { page } = opened;
  await expect(page.locator('.count')).toHaveText('40');
  const box = await page.locator('.time-line svg').boundingBox();
  if (!box) throw new Error('there is no time line');
  await page.mouse.move(box.x + box.width * 0.25, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 10);
  await page.mouse.up();
  const count = async () => Number((await page.locator('.count').textContent())?.split(' ')[0]);
  await expect.poll(count).toBeLessThan(14);
  expect(await count()).toBeGreaterThan(7);
  await expect(page.locator('.rows .row').first()).toContainText(/webhook\/(?:19|20|21)204/);
  // What comes is beyond the span, and is counted.
  hub.row({ ...row(41), at: start + 5_000 });
  await expect(page.locator('.count')).toContainText('of 41');
  await page.getByRole('button', { name: 'All times' }).click();
  await expect(page.locator('.count')).toHaveText('41');
  await closePage(opened);
});

test('what moves stands still where less motion is asked for', async () => {
  const { about } = topics();
  hub.publish('about', { ...about, state: 'busy', sentence: 'a call is under way' });
  for (const [reducedMotion, moves] of [
    ['no-preference', true],
    ['reduce', false],
  ] as const) {
    const opened = await openPage(server.url, { reducedMotion }, { condition: 'a call is under way' });
    const count = await opened.page.evaluate('document.getAnimations().length');
    expect(Number(count) > 0, reducedMotion).toBe(moves);
    await closePage(opened);
  }
  hub.publish('about', about);
});

/** Roles and names in the order in which a screen reader comes to them. */
async function read(page: Page): Promise<readonly string[]> {
  const snapshot = await page.locator('body').ariaSnapshot();
  const parts = /^\s*- (banner|navigation|main|region|search|listbox|heading|group|status)(?: "([^"]*)")?/gm;
  return [...snapshot.matchAll(parts)].map(([, role, name = '']) => `${role} ${name}`.trim());
}

test('a screen reader meets the page in the order of its use, and is told what changes', async () => {
  const opened = await openPage(server.url);
  const { page } = opened;
  const all = await read(page);
  const wanted = [
    ...['banner', 'heading mvk sample', 'status', 'navigation Views', 'main'],
    ...['region Phone', 'status', 'group Keypad', 'region Traffic', 'search Traffic', 'group When'],
    ...['status', 'listbox Exchanges, newest first', 'status'],
  ];
  expect(all.filter((each) => wanted.includes(each))).toEqual(wanted);
  // The element that is told must be there before the text.
  await expect(page.locator('.notices[role=status]')).toBeEmpty();
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(page.locator('.notices[role=status]')).toContainText('there is no such action');
  const { phone } = topics();
  const lines = [{ at: 0, of: 'caller', text: 'Press 1.', spoken: 'Press 1.', tone: 'plain' }] as const;
  hub.publish('phone', { ...phone, status: 'gather', lines });
  await expect(page.locator('[aria-live=polite]')).toContainText('Press 1.');
  await expect(page.locator('.display [role=status]')).toHaveText('Your turn');
  await page.keyboard.press('Home');
  await page.evaluate('document.activeElement.blur()');
  await page.locator('.skip').focus();
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('panel');
  hub.publish('phone', phone);
  await closePage({ ...opened, noise: opened.noise.filter((each) => !each.includes('404')) });
});

test('on a screen of a phone only the view that is chosen is read', async () => {
  const opened = await openPage(server.url, { viewport: { width: 375, height: 700 } });
  const { page } = opened;
  expect((await read(page)).filter((each) => each.startsWith('region'))).toEqual(['region Phone']);
  await page.getByRole('link', { name: 'Traffic', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Traffic', exact: true })).toBeVisible();
  expect((await read(page)).filter((each) => each.startsWith('region'))).toEqual(['region Traffic']);
  await closePage(opened);
});
