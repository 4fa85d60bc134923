import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import { endWithParent } from './parent.ts';

const here = fileURLToPath(import.meta.url);
const { reportDir }: { reportDir?: string } = JSON.parse(process.env.MVK_PLAN ?? '{}');

endWithParent();

/** How `mvk check` runs the suites: one after another, because they share one integration. */
const config: PlaywrightTestConfig = defineConfig({
  testDir: '.',
  // Not the declarations that lie beside the compiled file.
  testMatch: `conformance.spec${path.extname(here)}`,
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 0,
  reporter: [[path.join(path.dirname(here), '..', 'reporters', `adapter${path.extname(here)}`)]],
  outputDir: path.join(reportDir ?? 'mvk-report', '.playwright'),
});

export default config;
