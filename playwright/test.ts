import path from 'node:path';
import { _baseTest, type TestType } from '@playwright/test';
import type { Bench, Launched } from '../platform/bench.ts';
import { openBench } from '../platform/open-bench.ts';
import { launcher } from '../platform/process/launch.ts';
import { AnotherServer } from '../platform/process/port-holder.ts';
import { createRedactor } from '../platform/redaction/redact.ts';
import { secretsIn } from '../platform/redaction/secrets.ts';
import { type ApiStandIn, openApi } from './api.ts';
import { benchOptions, type MinivoiceOptions } from './options.ts';
import { type Handset, openPhone, type Phone } from './phone.ts';
import { printableLines } from './printable.ts';
import { openWebhooks, type Webhooks } from './webhooks.ts';

/** What a test may ask for. */
export interface Fixtures {
  /** Makes calls to `answerUrl`; the test plays the caller. */
  phone: Phone;
  /** Delivers events to `webhookUrl` by hand. */
  webhooks: Webhooks;
  /** The REST API, for tests of what an integration does when that does not help. */
  api: ApiStandIn;
  /** Not for tests: the phone with what was called. */
  _handset: Handset;
}

/** What `use` of a configuration, and `test.use` of a file, may set. */
export interface Options {
  minivoice: MinivoiceOptions;
  /** Not for tests: the integration, if it is ours to start, and the bench that is pointed at it. */
  _target: Target;
}

interface Target {
  readonly bench: Bench;
  /** What the integration wrote, if we started it. */
  output(): string;
}

/**
 * Playwright's `test` with MiniVoice. It extends `_baseTest`, which has no browser fixtures: no browser need be
 * installed, and a test costs 1 ms instead of 8. Tests that need a page as well take `mergeTests(playwrightTest, test)`.
 */
export const test: TestType<Fixtures, Options> = _baseTest.extend<Fixtures, Options>({
  minivoice: [{}, { scope: 'worker', option: true }],
  // Its own time, so that a slow start is judged by start.timeoutMs and not by the time of the first test.
  _target: [
    async ({ minivoice }, use, { config: { configFile } }) => {
      const folder = configFile === undefined ? process.cwd() : path.dirname(configFile);
      const target = await openTarget(minivoice, folder);
      await use(target);
      await target.bench.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  _handset: async ({ _target: { bench, output } }, use, testInfo) => {
    const handset = openPhone(bench);
    await use(handset);
    await handset.close();
    if (testInfo.status === testInfo.expectedStatus) return;
    for (const call of handset.calls) await testInfo.attach('call', { body: String(call), contentType: 'text/plain' });
    const body = printableLines(output(), bench.redactText);
    if (body !== '') await testInfo.attach('output of the integration', { body, contentType: 'text/plain' });
  },
  phone: async ({ _handset }, use) => use(_handset.phone),
  webhooks: async ({ _target, _handset }, use) => use(openWebhooks(_target.bench, _handset.calls)),
  api: async ({ _target }, use) => {
    const api = openApi(_target.bench);
    await use(api);
    _target.bench.api?.injectFaults([]);
  },
});

async function openTarget(minivoice: MinivoiceOptions, folder: string): Promise<Target> {
  const options = await benchOptions(minivoice, folder, process.env);
  const launch = launcher(options);
  let running: Launched | undefined;
  try {
    const bench = await openBench(
      options,
      minivoice.remote ? ['remote'] : [],
      launch &&
        (async (environment) => {
          running = await launch(environment);
          return running;
        }),
    );
    return { bench, output: () => running?.output() ?? '' };
  } catch (error) {
    // What the command wrote is in the message, and may hold anything.
    const { text } = createRedactor(secretsIn(options));
    const hint = error instanceof AnotherServer ? `. ${error.hint}` : '';
    throw new Error(printableLines(`${error instanceof Error ? error.message : String(error)}${hint}`, text));
  }
}
