import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import type { Bench } from '../../platform/bench.ts';
import { freePort } from '../../platform/http/free-ports.ts';
import { openBench } from '../../platform/open-bench.ts';
import { launcher } from '../../platform/process/launch.ts';
import { type BenchOptions, defaultReadings } from '../../spec/index.ts';

/** Answers everything but what it is asked to die of. */
const program = (port: number): string => `
  require('node:http').createServer(({ url }, response) => {
    if (!url.startsWith('/die')) return response.end('{"actions":[]}');
    console.error('no database at ' + process.env.MINIVOICE_WEBHOOK_SECRET);
    process.exit(3);
  }).listen(${port}, '127.0.0.1');
`;

async function processHandle(): Promise<{ bench: Bench; ask(path: string): ReturnType<Bench['send']> }> {
  const port = await freePort();
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-mortal-')), 'program.cjs');
  writeFileSync(file, program(port));
  const url = `http://127.0.0.1:${port}`;
  const options: BenchOptions = {
    answerUrl: `${url}/answer`,
    webhookSecret: 'a-secret-of-this-test',
    start: { command: `${JSON.stringify(process.execPath)} ${file}`, timeoutMs: 30_000 },
    readings: defaultReadings,
    budgets: { answerMs: 1000, ackMs: 1000 },
    seed: 1,
    runs: 1,
  };
  const bench = await openBench(options, ['answer', 'process'], launcher(options));
  return { bench, ask: (place) => bench.send({ method: 'GET', url: `${url}${place}` }) };
}

test('who asks an integration that has ended hears how, after which request, and what it wrote last', async () => {
  const { bench, ask } = await processHandle();
  await ask('/answer');
  const { failure } = await ask('/die?of=this');
  expect(failure?.kind).toBe('cut');
  expect(failure?.message).toMatch(/; The command ".*program\.cjs" ended with exit code 3 after GET \/die$/);
  const error = await ask('/answer').catch((caught: Error) => caught);
  expect(error).toMatchObject({ name: 'IntegrationEnded' });
  expect(bench.redactText(String(error))).toMatch(
    /ended with exit code 3 after GET \/die; its last output:\nno database at <redacted>$/,
  );
  await bench.restart();
  expect((await ask('/answer')).response?.status).toBe(200);
  await bench.close();
});

test('an integration that was killed on purpose has not ended by itself', async () => {
  const { bench, ask } = await processHandle();
  await bench.kill();
  await expect(ask('/answer')).rejects.toThrow('nothing answers at');
  await bench.close();
});
