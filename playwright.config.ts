import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import fc from 'fast-check';

// Every worker reads this file: the same values each time, and others with another seed.
fc.configureGlobal({ seed: Number(process.env.MVK_TEST_SEED ?? 1) });

/** Files that wait for most of their time and long: they begin first, beside others that compute. */
const waiting = ['**/verdicts/lost-target.test.ts', '**/mutants/api.test.ts', '**/verdicts/volatile-pages.test.ts'];

const config: PlaywrightTestConfig = defineConfig({
  testDir: 'test',
  globalSetup: './test/build.ts',
  projects: [{ testMatch: waiting }, { testMatch: '**/*.test.ts', testIgnore: waiting }],
  // Most of a test is waiting: five keep two processors busy.
  workers: 5,
  // A file is one worker's: the servers it starts are its own.
  fullyParallel: false,
  timeout: 180_000,
  outputDir: 'test-results',
  reporter: [['list'], ['json', { outputFile: 'test-results/results.json' }]],
});

export default config;
