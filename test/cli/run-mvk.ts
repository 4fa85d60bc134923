import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _baseTest, type TestType } from '@playwright/test';
import { mvkFile } from '../kit.ts';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Nothing listens on the reserved port 1. */
export const nowhere = 'http://127.0.0.1:1/answer';

interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  readonly cwd?: string;
}

interface Fixtures {
  /** A folder of the test's own. */
  readonly folder: string;
  /** Runs the command there. */
  readonly mvk: (args: readonly string[], options?: RunOptions) => Promise<Ended>;
}

/** A test with a folder of its own, in which it runs the command. */
export const test: TestType<Fixtures, object> = _baseTest.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures here.
  async folder({}, use) {
    const folder = await mkdtemp(path.join(tmpdir(), 'mvk-cli-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  mvk: ({ folder }, use) => use((args, options = {}) => run(folder, args, options)),
});

function run(
  folder: string,
  args: readonly string[],
  { env = {}, input = '', cwd = folder }: RunOptions,
): Promise<Ended> {
  const { MINIVOICE_WEBHOOK_SECRET: _secret, MINIVOICE_API_KEY: _key, ...outer } = process.env;
  return new Promise<Ended>((resolve, reject) => {
    const child = spawn(process.execPath, [mvkFile, ...args], {
      cwd,
      env: { ...outer, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      stderr += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(input);
  });
}
