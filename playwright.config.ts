import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';

const config: PlaywrightTestConfig = defineConfig({
  testDir: 'test',
  testMatch: '**/*.test.ts',
  workers: 2,
  // A file is one worker's: the servers it starts are its own.
  fullyParallel: false,
  timeout: 180_000,
  outputDir: 'test-results',
  reporter: [['list'], ['json', { outputFile: 'test-results/results.json' }]],
});

export default config;
