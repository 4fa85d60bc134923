import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  expect,
  type Page,
  _baseTest as test,
} from '@playwright/test';
import { chromiumArguments, findChromium, noChromium } from '../../tools/chromium.ts';
import { mvkFile } from '../kit.ts';

export interface Started {
  readonly url: string;
  readonly folder: string;
  /** Ends it, and waits until it has ended. */
  stop(): Promise<void>;
}

let browser: Browser | undefined;
const running: ChildProcess[] = [];

/** Starts the browser of a file's tests, and ends what the file started; without a browser they are skipped, which CI takes for an error. */
export function withBrowser(): void {
  const executablePath = findChromium();
  test.skip(() => executablePath === undefined && !process.env.CI, noChromium);
  test.beforeAll(async () => {
    test.setTimeout(180_000);
    if (executablePath === undefined) throw new Error(noChromium);
    browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
  });
  test.afterAll(async () => {
    await browser?.close();
    stopAll();
  });
}

export function stopAll(): void {
  for (const child of running.splice(0)) child.kill('SIGTERM');
}

/** Starts `mvk ui` in a folder of its own, or in one that was given: with its token. */
export async function startUi(
  args: readonly string[] = [],
  folder: string = mkdtempSync(path.join(tmpdir(), 'mvk-ui-test-')),
): Promise<Started> {
  const { MINIVOICE_WEBHOOK_SECRET: _secret, MINIVOICE_API_KEY: _key, ...outer } = process.env;
  const env = { ...outer, NO_COLOR: '1', FORCE_COLOR: undefined, XDG_CACHE_HOME: path.join(folder, 'cache') };
  const port = args.includes('--port') ? [] : ['--port', '0'];
  const child = spawn(process.execPath, [mvkFile, 'ui', '--no-open', ...port, ...args], { cwd: folder, env });
  running.push(child);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  await expect.poll(() => output, { timeout: 90_000 }).toContain('Ctrl-C stops it');
  return {
    url: /http:\/\/\S+/.exec(output)?.[0] ?? '',
    folder,
    async stop() {
      child.kill('SIGTERM');
      await closed;
    },
  };
}

export interface Opened {
  readonly page: Page;
  /** Errors, and requests that were not for the kit. */
  readonly noise: readonly string[];
}

/** Opens a page of the kit and waits until it shows how the integration is. */
export async function openPage(
  url: string,
  options: BrowserContextOptions = {},
  { condition = 'ready', prepare }: { readonly condition?: string; prepare?(page: Page): Promise<unknown> } = {},
): Promise<Opened> {
  if (!browser) throw new Error('no browser was started');
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })).newPage();
  page.setDefaultTimeout(30_000);
  const noise: string[] = [];
  const { origin } = new URL(url);
  page.on('console', (message) => {
    if (message.type() === 'error') noise.push(`console: ${message.text()}`);
  });
  page.on('pageerror', ({ message }) => noise.push(`error: ${message}`));
  page.on('dialog', (dialog) => {
    noise.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin && !/^(?:data|blob):/.test(request.url()))
      noise.push(`request: ${request.url()}`);
  });
  await prepare?.(page);
  await page.goto(url);
  await expect(page.locator('.condition')).toHaveText(condition, { timeout: 60_000 });
  return { page, noise };
}

/** Closes a page, and holds it to silence. */
export async function closePage({ page, noise }: Opened): Promise<void> {
  await page.context().close();
  expect(noise).toEqual([]);
}
