import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { noChromium, setUpChromium } from './chromium.ts';
import { quickFiles } from './quick.ts';

/** Runs the kit's own tests and prints `N passed, N failed, N skipped` last. */
const results = 'test-results/results.json';
rmSync(results, { force: true });
const given = process.argv.slice(2);
const args = given.flatMap((word) => (word === '--quick' ? quickFiles : [word]));
const chromium = needsBrowser(args) ? setUpChromium() : undefined;
if (needsBrowser(args) && chromium === undefined) {
  console.error(`${process.env.CI ? 'error' : 'note'}: ${noChromium}`);
  if (process.env.CI) process.exit(1);
}
const runner = spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', ...args], {
  stdio: 'inherit',
  env: {
    ...process.env,
    ...(given.includes('--quick') && { MVK_LAW: 'quick' }),
    ...(chromium !== undefined && { MVK_CHROMIUM: chromium }),
  },
});

/** Those of report.html; a run of named files may be without them. */
function needsBrowser(files: readonly string[]): boolean {
  const named = files.filter((file) => !file.startsWith('-'));
  return named.length === 0 || named.some((file) => file.includes('html'));
}

interface Stats {
  readonly expected: number;
  readonly unexpected: number;
  readonly flaky: number;
  readonly skipped: number;
}

const { stats, errors } = JSON.parse(readFileSync(results, 'utf8')) as { stats: Stats; errors: readonly unknown[] };
const failed = stats.unexpected + stats.flaky + errors.length;
console.log(`${stats.expected} passed, ${failed} failed, ${stats.skipped} skipped`);
process.exitCode = runner.status === 0 && failed === 0 && stats.expected > 0 ? 0 : 1;
