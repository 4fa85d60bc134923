import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  expect,
  type Page,
  _baseTest as test,
} from '@playwright/test';
import { chromiumArguments, findChromium, noChromium } from '../../tools/chromium.ts';

/** A page from disk, with all that it said and asked for. */
interface Opened {
  readonly page: Page;
  /** Errors, and requests other than for the file itself. */
  readonly noise: readonly string[];
}

let browser: Browser | undefined;

/** Starts the browser of a file's tests; where there is none they are skipped, which CI takes for an error. */
export function withBrowser(): void {
  const executablePath = findChromium();
  test.skip(() => executablePath === undefined && !process.env.CI, noChromium);
  test.beforeAll(async () => {
    if (executablePath === undefined) throw new Error(noChromium);
    browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
  });
  test.afterAll(async () => {
    await browser?.close();
  });
}

/** Writes a page to disk and opens it, as somebody would who downloaded it. */
export async function open(
  html: string,
  options: BrowserContextOptions & { readonly hash?: string } = {},
): Promise<Opened> {
  if (!browser) throw new Error('no browser was started');
  const { hash = '', ...context } = options;
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-html-')), 'report.html');
  writeFileSync(file, html);
  const page = await (await browser.newContext(context)).newPage();
  const address = pathToFileURL(file).href;
  const noise: string[] = [];
  page.on('console', (message) => noise.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', ({ message }) => noise.push(`error: ${message}`));
  page.on('dialog', (dialog) => {
    noise.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== address && !request.url().startsWith('data:'))
      noise.push(`request: ${request.url()}`);
  });
  await page.goto(`${address}${hash}`);
  return { page, noise };
}

/** Closes a page, and holds it to silence. */
export async function close({ page, noise }: Opened): Promise<void> {
  await page.context().close();
  expect(noise).toEqual([]);
}

/** What axe finds that keeps people from using a page. */
export async function serious(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return grave.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
