import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { chromiumArguments, noChromium, setUpChromium } from './chromium.ts';
import { fill, open, scenes, showView } from './pictures/scenes.ts';
import { served } from './pictures/served.ts';

/**
 * Takes the pictures of `mvk ui` in the README, from a bundled integration with faults in which everything was tried. With a
 * folder as its argument it also takes every filled view there, at three widths, light and dark.
 */
const docs = path.resolve(import.meta.dirname, '../docs');
const [folder] = process.argv.slice(2);
const sizes = [
  [375, 720],
  [1280, 800],
  [1920, 1080],
] as const;

const executablePath = setUpChromium();
if (executablePath === undefined) throw new Error(noChromium);
const ui = await served();
const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });

async function onPage(options: BrowserContextOptions, look: (page: Page) => Promise<unknown>): Promise<void> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.goto(ui.url);
  await page.locator('.condition:is(.ready, .busy)').waitFor();
  await look(page);
  await context.close();
}

try {
  await onPage({ viewport: { width: 1280, height: 800 } }, fill);
  await onPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' }, async (page) => {
    await showView(page, 'Traffic');
    await page.getByLabel('Without checks').check({ force: true });
    await open(page, 'call.gathered');
    await page.screenshot({ path: path.join(docs, 'ui.png') });
  });
  await onPage({ viewport: { width: 375, height: 720 }, colorScheme: 'dark' }, (page) =>
    page.screenshot({ path: path.join(docs, 'ui-phone.png') }),
  );
  if (folder !== undefined) await takeAll(folder);
} finally {
  await browser.close();
  ui.stop();
}

async function takeAll(target: string): Promise<void> {
  mkdirSync(target, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [width, height] of sizes) {
      await onPage({ viewport: { width, height }, colorScheme }, async (page) => {
        for (const { name, view, show } of scenes) {
          await showView(page, view);
          await show(page);
          await page.screenshot({ path: path.join(target, `${name}-${width}-${colorScheme}.png`) });
        }
      });
    }
  }
}
