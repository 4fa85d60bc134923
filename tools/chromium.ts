import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

/** Arguments for machines without a screen, a sandbox or a network. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
];

/** A browser of the Chromium family: the one that is named by MVK_CHROMIUM, on PATH, or brought by Playwright. */
export function findChromium(): string | undefined {
  const { MVK_CHROMIUM: named, PATH = '' } = process.env;
  if (named) return isRunnable(named) ? named : undefined;
  const files = PATH.split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [...files, chromium.executablePath()].find(isRunnable);
}

/** The same, installed in whichever way works if there is none. */
export function setUpChromium(): string | undefined {
  const found = findChromium();
  if (found !== undefined || process.env.MVK_CHROMIUM) return found;
  for (const commands of waysToInstall()) {
    const works = commands.every(([program = '', ...args]) => {
      console.error(`installing Chromium for the browser tests: ${[path.basename(program), ...args].join(' ')}`);
      // A machine without a network must not wait endlessly.
      return spawnSync(program, args, { stdio: 'ignore', timeout: 300_000 }).status === 0;
    });
    const installed = works ? findChromium() : undefined;
    if (installed !== undefined) return installed;
  }
  return undefined;
}

export const noChromium =
  'no Chromium was found by MVK_CHROMIUM, on PATH or among those of Playwright, and none could be installed';

type Command = readonly string[];

function waysToInstall(): readonly (readonly Command[])[] {
  const apt: readonly Command[] = [
    ['apt-get', 'update'],
    ['apt-get', 'install', '--yes', '--no-install-recommends', 'chromium'],
  ];
  const own: readonly Command[] = [
    [process.execPath, 'node_modules/@playwright/test/cli.js', 'install', 'chromium-headless-shell', 'chromium'],
  ];
  return process.getuid?.() === 0 ? [apt, own] : [own];
}

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
