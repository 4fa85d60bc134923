import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import type { Options } from 'minivoice-conformance/playwright';

const port = process.env.PORT ?? '4600';

const config: PlaywrightTestConfig<object, Options> = defineConfig<object, Options>({
  workers: 1,
  reporter: 'list',
  use: {
    minivoice: {
      answerUrl: `http://127.0.0.1:${port}/answer`,
      webhookUrl: `http://127.0.0.1:${port}/webhook`,
      webhookSecret: 'a-secret-for-tests-only-0123456789',
      start: { command: 'node ../../dist/mutants/serve.js', cwd: import.meta.dirname, env: { PORT: port } },
      observe: { callUrl: `http://127.0.0.1:${port}/calls/{call_id}` },
    },
  },
});

export default config;
