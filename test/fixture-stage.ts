import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadFixtures, type StoredCall } from '../fixtures/folder.ts';
import { type ReplayedCall, type ReplayOptions, replayCall } from '../fixtures/replay.ts';
import { crossedIn, saveCall } from '../fixtures/save.ts';
import type { Integration } from '../mutants/integration.ts';
import { reference } from '../mutants/reference.ts';
import { serve } from '../mutants/server.ts';
import { memoryStore } from '../mutants/store.ts';
import type { Bench } from '../platform/bench.ts';
import { openBench } from '../platform/open-bench.ts';
import { assumptions } from '../spec/index.ts';
import { testSecret } from './harness.ts';

/** What a test changes of the usual target. */
interface Target {
  readonly secret?: string;
  readonly apiBaseUrl?: string;
}

export async function on<T>(
  change: Partial<Integration>,
  use: (bench: Bench) => Promise<T>,
  { secret = testSecret, apiBaseUrl }: Target = {},
): Promise<T> {
  const served = await serve(
    { ...reference, ...change },
    { port: 0, secret, store: memoryStore(), apiBaseUrl, apiKey: 'mv_test_not-a-real-key-0123456789' },
  );
  const bench = await openBench(
    {
      answerUrl: `${served.url}/answer?own=1`,
      webhookUrl: `${served.url}/webhook`,
      webhookSecret: secret,
      assumptions: Object.fromEntries(Object.entries(assumptions).map(([id, { default: reading }]) => [id, reading])),
      budgets: { answerMs: 1_000, ackMs: 1_000 },
      seed: 1,
      runs: 1,
    },
    ['answer', 'webhook', 'signed'],
  );
  try {
    return await use(bench);
  } finally {
    await bench.close();
    await served.close();
  }
}

export const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'mvk-replay-'));
export const knownSecrets: readonly string[] = [testSecret];

export async function record(root: string, change: Partial<Integration> = {}): Promise<readonly StoredCall[]> {
  await on(change, async (bench) => {
    const { answerUrl, webhookUrl } = bench.options;
    for (const [name, press] of [
      ['normal', '1'],
      ['invalid-input', '9'],
      ['no-answer', ''],
    ] as const) {
      const { steps } = await bench.call({ from: '+4930123456', script: [press] });
      await saveCall(root, name, crossedIn(steps), { answerUrl, webhookUrl, secrets: knownSecrets });
    }
  });
  return (await loadFixtures(root, knownSecrets)).calls;
}

export async function replay(
  calls: readonly StoredCall[],
  change: Partial<Integration> = {},
  target: Target = {},
  options: Partial<ReplayOptions> = {},
): Promise<readonly ReplayedCall[]> {
  return on(
    change,
    async (bench) => {
      const all: ReplayedCall[] = [];
      for (const call of calls) all.push(await replayCall(bench, call, { secrets: knownSecrets, ...options }));
      return all;
    },
    target,
  );
}
