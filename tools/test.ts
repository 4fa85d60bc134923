import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

/** Runs the kit's own tests and prints `N passed, N failed, N skipped` last. */
const results = 'test-results/results.json';
rmSync(results, { force: true });
const runner = spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', ...process.argv.slice(2)], {
  stdio: 'inherit',
});

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
