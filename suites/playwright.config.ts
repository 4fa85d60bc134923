import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import type { Plan } from '../spec/index.ts';
import { endWithParent } from './worker/parent.ts';
import { shareName } from './worker/share.ts';

const here = fileURLToPath(import.meta.url);
const plan = JSON.parse(process.env.MVK_PLAN ?? '{}') as Partial<Plan>;
const { reportDir, instances = [] } = plan;

endWithParent();

const projects = instances.map((_, index) => ({
  name: shareName(index),
  grep: new RegExp(`@${shareName(index)}(?!\\d)`),
}));

/** How `mvk check` runs the suites: one after another where they share an instance of the integration, each instance in a worker of its own. */
const config: PlaywrightTestConfig = defineConfig({
  testDir: '.',
  // Not the declarations that lie beside the compiled file.
  testMatch: `conformance.spec${path.extname(here)}`,
  workers: Math.max(1, instances.length),
  ...(instances.length > 0 && { projects }),
  fullyParallel: false,
  retries: 0,
  timeout: 0,
  reporter: [[path.join(path.dirname(here), '..', 'reporters', `adapter${path.extname(here)}`)]],
  outputDir: path.join(reportDir ?? 'mvk-report', '.playwright'),
});

export default config;
