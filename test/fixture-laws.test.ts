import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { saveFailures } from '../cli/saved-failures.ts';
import { loadFixtures } from '../fixtures/folder.ts';
import { importedCalls } from '../fixtures/import/calls.ts';
import { exchangesIn } from '../fixtures/import/har.ts';
import { replayCall } from '../fixtures/replay.ts';
import { crossedIn, saveCall } from '../fixtures/save.ts';
import type { Integration, Reply } from '../mutants/integration.ts';
import { json } from '../mutants/reference.ts';
import type { Bench } from '../platform/bench.ts';
import type { Plan, Report } from '../spec/index.ts';
import { knownSecrets, newFolder, on } from './fixture-stage.ts';
import { planted } from './planted.ts';

/** How a right integration may answer: with what headers, in which coding, and with which words. */
const envelope = fc.record({
  headers: fc.dictionary(
    fc.constantFrom('Set-Cookie', 'X-Token', 'Authorization', 'X-Name', 'Date', 'Content-MD5', 'Expires'),
    fc.constantFrom(
      ...Object.values(planted).map(encodeURI),
      'csrftoken=abcdefghijklmnop0001, sid=abc',
      'v1=short',
      '<redacted>',
    ),
  ),
  coding: fc.constantFrom<Coding>('', 'gzip', 'br', 'UTF-8'),
  text: fc.constantFrom(
    'Goodbye.',
    'Call +49 30 1234567.',
    'Mail canary.person@firma-canary.de.',
    `pin=1234&${planted.jwt}`,
    '100 % free?',
  ),
});
type Coding = '' | 'gzip' | 'br' | 'UTF-8';

interface Envelope {
  readonly headers: Readonly<Record<string, string>>;
  readonly coding: Coding;
  readonly text: string;
}

function replyOf({ headers, coding, text }: Envelope): Reply {
  const plain = Buffer.from(JSON.stringify({ actions: [{ say: { text } }] }));
  const body = coding === 'gzip' ? gzipSync(plain) : coding === 'br' ? brotliCompressSync(plain) : plain;
  const label = coding === '' ? {} : { 'Content-Encoding': coding };
  return { status: 200, headers: { 'Content-Type': 'application/json', ...label, ...headers }, body };
}

/** The exchanges of a call as a proxy would write them down. */
function harOf(crossed: ReturnType<typeof crossedIn>): unknown {
  const pairs = (headers: readonly (readonly [string, string])[]) => headers.map(([name, value]) => ({ name, value }));
  const entries = crossed.map(({ request, response }, index) => ({
    startedDateTime: new Date(index * 1_000).toISOString(),
    request: {
      method: request.method,
      url: request.url,
      headers: pairs([...request.headers, ['Expect', '100-continue'], ['cookie', 'a=1'], ['cookie', 'sid=abcdefgh']]),
      postData: { text: request.body.toString() },
    },
    response: {
      status: response?.status,
      headers: pairs(response?.headers ?? []),
      content: { text: response?.body.toString('base64'), encoding: 'base64' },
    },
  }));
  return { log: { entries } };
}

async function assertRepeated(root: string, bench: Bench): Promise<void> {
  const { calls, problems } = await loadFixtures(root, knownSecrets);
  expect(problems).toEqual([]);
  expect(calls.length).toBeGreaterThan(0);
  for (const call of calls) {
    const { exchanges } = await replayCall(bench, call, { secrets: knownSecrets });
    expect(exchanges.map(({ differences, notCompared }) => [differences, notCompared])).toEqual(
      exchanges.map(() => [[], undefined]),
    );
    expect(exchanges.every(({ exchange }) => exchange?.response)).toBe(true);
  }
}

test('what call --save, import and --save-failures write loads, can be sent, and is what the same integration answers', async () => {
  await fc.assert(
    fc.asyncProperty(envelope, async (each) => {
      const change: Partial<Integration> = { encode: () => replyOf(each) };
      await on(change, async (bench) => {
        const { answerUrl, webhookUrl } = bench.options;
        const { steps } = await bench.call({ script: [''] });
        const crossed = crossedIn(steps);
        const recording = { answerUrl, webhookUrl, secrets: knownSecrets };
        const [saved, imported, failures] = [newFolder(), newFolder(), newFolder()];
        await saveCall(saved, 'call', crossed, recording);
        await assertRepeated(saved, bench);
        for (const call of importedCalls(exchangesIn(harOf(crossed)) ?? [], { answerUrl, webhookUrl }, knownSecrets)
          .calls)
          await saveCall(imported, 'call', call.crossed, call.recording);
        await assertRepeated(imported, bench);
        const exchanges = steps.flatMap((step) => (step.kind === 'event' ? [step.delivered.exchange] : []));
        const violation = { expected: 'x', actual: 'y', exchanges, replay: 'mvk check --seed 1' };
        const report = { results: [{ id: 'webhook.ack.every-event', violations: [violation] }] } as unknown as Report;
        await saveFailures(failures, report, { bench: bench.options } as Plan);
        await assertRepeated(failures, bench);
      });
    }),
    { numRuns: 12 },
  );
});

test('an event that carries other headers than ours is answered as it was', async () => {
  await on({ encode: () => json(200, { actions: [{ hold: {} }] }) }, async (bench) => {
    const { answerUrl, webhookUrl } = bench.options;
    const { steps } = await bench.call({ script: [''] });
    const root = newFolder();
    const { calls } = importedCalls(exchangesIn(harOf(crossedIn(steps))) ?? [], {}, knownSecrets);
    for (const call of calls) await saveCall(root, 'call', call.crossed, { ...call.recording, answerUrl, webhookUrl });
    await assertRepeated(root, bench);
  });
});
