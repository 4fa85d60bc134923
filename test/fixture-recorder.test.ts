import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, _baseTest as test } from '@playwright/test';
import { loadFixtures } from '../fixtures/folder.ts';
import { createRecorder, type Recorder } from '../fixtures/recorder.ts';
import { replayCall } from '../fixtures/replay.ts';
import type { Saved } from '../fixtures/save.ts';
import { startTap, type Tap } from '../fixtures/wire/tap.ts';
import { reference } from '../mutants/reference.ts';
import { type Served, serve } from '../mutants/server.ts';
import { memoryStore } from '../mutants/store.ts';
import type { Bench } from '../platform/bench.ts';
import { until } from '../platform/clock.ts';
import { openBench } from '../platform/open-bench.ts';
import { assumptions } from '../spec/index.ts';
import { testSecret } from './harness.ts';

interface Studio {
  readonly root: string;
  readonly recorder: Recorder;
  readonly saved: readonly Saved[];
  /** A bench that asks by way of the recorder. */
  readonly bench: Bench;
  readonly served: Served;
  readonly tap: Tap;
}

const readings = Object.fromEntries(Object.entries(assumptions).map(([id, { default: reading }]) => [id, reading]));

function benchAt(origin: string): Promise<Bench> {
  return openBench(
    {
      answerUrl: `${origin}/answer`,
      webhookUrl: `${origin}/webhook`,
      webhookSecret: testSecret,
      assumptions: readings,
      budgets: { answerMs: 1_000, ackMs: 1_000 },
      seed: 1,
      runs: 1,
    },
    ['answer', 'webhook', 'signed'],
  );
}

async function studio(use: (studio: Studio) => Promise<void>): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), 'mvk-recorder-'));
  const saved: Saved[] = [];
  let origin = '';
  const recorder = createRecorder({
    root,
    recording: () => ({ answerUrl: `${origin}/answer`, webhookUrl: `${origin}/webhook`, secrets: [testSecret] }),
    onSaved: (each) => saved.push(each),
  });
  const tap = await startTap({ port: 0, target: () => origin, begin: () => recorder.begin('platform') });
  // Behind a proxy an integration names the address of the proxy in its redirects.
  const served = await serve(reference, { port: 0, secret: testSecret, store: memoryStore(), publicUrl: tap.origin });
  origin = served.url;
  const bench = await benchAt(tap.origin);
  try {
    await use({ root, recorder, saved, bench, served, tap });
  } finally {
    await bench.close();
    await tap.close();
    await served.close();
  }
}

test('calls at the same time become a folder each, whose signatures verified on their way', async () => {
  await studio(async ({ root, recorder, saved, bench, served }) => {
    await Promise.all(['1', '9', ''].map((press) => bench.call({ script: [press] })));
    await recorder.close();
    expect(saved.map(({ files }) => files.length)).toEqual([6, 6, 6]);
    const { calls, problems } = await loadFixtures(root, [testSecret]);
    expect(problems).toEqual([]);
    const all = calls.flatMap(({ exchanges }) => exchanges.map(({ fixture }) => fixture));
    expect(all.map(({ response }) => Math.floor((response?.status ?? 0) / 100))).toEqual(all.map(() => 2));
    expect(new Set(all.map(({ call }) => call))).toEqual(new Set(['<call:1>']));
    expect(JSON.stringify(all)).not.toContain(new URL(served.url).host);
    const direct = await benchAt(served.url);
    for (const call of calls) {
      const { exchanges } = await replayCall(direct, call, { secrets: [testSecret] });
      expect(exchanges.flatMap(({ differences }) => differences)).toEqual([]);
    }
    await direct.close();
  });
});

test('a call is written once it is over and nothing more comes', async () => {
  await studio(async ({ root, recorder, bench }) => {
    await bench.call({ script: ['1'] });
    expect(readdirSync(root)).toEqual([]);
    await until(() => readdirSync(root)[0], { timeoutMs: 8_000, everyMs: 50 });
    expect(readdirSync(root)[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-inbound$/);
    await recorder.close();
    expect(readdirSync(root)).toHaveLength(1);
  });
});

test('what is none of MiniVoice’s is not kept', async () => {
  await studio(async ({ root, recorder, bench, tap }) => {
    await bench.send({ method: 'GET', url: `${tap.origin}/health` });
    await recorder.close();
    expect(readdirSync(root)).toEqual([]);
  });
});

test('what is never over is not kept without end', async () => {
  await studio(async ({ recorder, bench, saved }) => {
    const call = bench.newCall();
    for (let count = 0; count < 21; count++)
      await Promise.all(Array.from({ length: 100 }, () => bench.answer({ call })));
    await recorder.close();
    expect(recorder.dropped).toBe(100);
    expect(saved[0]?.files).toHaveLength(2_000);
  });
});

test('what cannot be written is said', async () => {
  const file = fileURLToPath(import.meta.url);
  const recorder = createRecorder({
    root: path.join(file, 'below'),
    keepFailures: true,
    recording: () => ({ answerUrl: 'http://127.0.0.1/answer', secrets: [] }),
  });
  const done = recorder.begin('platform');
  done({
    request: { method: 'GET', url: 'http://127.0.0.1/answer', headers: [], body: Buffer.alloc(0) },
    failure: { kind: 'cut', message: 'x' },
  });
  await expect(recorder.close()).rejects.toThrow(/ENOTDIR/);
});
