import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, _baseTest as test } from '@playwright/test';
import { freePort } from '../../platform/http/free-ports.ts';
import type { Report } from '../../spec/index.ts';
import { ended } from '../cli/run-command.ts';
import { mvkFile } from '../kit.ts';

export const examples: string = fileURLToPath(new URL('../../examples', import.meta.url));

interface Checked {
  readonly code: number | null;
  readonly output: string;
  readonly report: Report;
}

/** Runs `mvk check` in the folder of an example, on a free port and with data of its own. */
export async function checkExample(name: string, args: readonly string[]): Promise<Checked> {
  const home = mkdtempSync(path.join(tmpdir(), `mvk-example-${name}-`));
  const report = path.join(home, 'report');
  const words = ['check', '--runs', '10', '--seed', '1', '--quiet', '--report', report, ...args];
  const child = spawn(process.execPath, [mvkFile, ...words], {
    cwd: path.join(examples, name),
    env: { ...process.env, PORT: String(await freePort()), DATA_DIR: path.join(home, 'data') },
  });
  const { code, stdout, stderr } = await ended(child);
  const output = `${stdout}${stderr}`;
  const file = path.join(report, 'report.json');
  expect(existsSync(file), output).toBe(true);
  return { code, output, report: JSON.parse(readFileSync(file, 'utf8')) as Report };
}

/** What an example of a few screens cannot show, or only where it has such an action. */
const mayBeMissing = [
  /^answer\.input\.variables$/,
  /^flow\.(secret\.\w+|language\.parity|redirect\.https|recording\.paired|stream\.paired|media\.in-order)$/,
  /^api\.ai\.not-yet$/,
  /^fixture\./,
];

/** Every requirement that applies is met, not even a should is broken, and what does not apply is one of a few. */
export async function expectClean(name: string, alsoMissing: readonly RegExp[] = []): Promise<Report> {
  const { code, output, report } = await checkExample(name, []);
  expect(idsOf(report, 'failed', 'warned', 'could-not-run'), output).toEqual([]);
  expect(code, output).toBe(0);
  const missing = [...mayBeMissing, ...alsoMissing];
  const unexplained = idsOf(report, 'not-applicable').filter((id) => !missing.some((each) => each.test(id)));
  expect(unexplained).toEqual([]);
  expect(report.target.capabilities).toEqual(
    expect.arrayContaining(['answer', 'webhook', 'signed', 'process', 'state', 'api']),
  );
  return report;
}

/** The wrong variant fails these requirements and no others, and the README of the example says so. */
export async function expectWrong(name: string, command: string, only: string, ids: readonly string[]): Promise<void> {
  const { code, output, report } = await checkExample(name, ['--start', command, '--only', only]);
  expect(idsOf(report, 'failed', 'warned', 'could-not-run'), output).toEqual(ids);
  expect(idsOf(report, 'passed').length).toBeGreaterThan(0);
  expect(code, output).toBe(1);
  const readme = readFileSync(path.join(examples, name, 'README.md'), 'utf8');
  for (const text of [command, ...ids]) expect(readme).toContain(text);
}

/** Skips the tests of a file where a runtime is missing; in CI that is an error, as there it is installed. */
export function needs(runtime: string): void {
  const isThere = spawnSync(runtime, ['--version'], { stdio: 'ignore' }).status === 0;
  const reason = `${runtime} is not installed`;
  test.skip(() => !isThere && !process.env.CI, reason);
  test.beforeAll(() => {
    if (!isThere) throw new Error(reason);
  });
}

function idsOf({ results }: Report, ...outcomes: readonly string[]): string[] {
  return results.filter(({ outcome }) => outcomes.includes(outcome)).map(({ id }) => id);
}
