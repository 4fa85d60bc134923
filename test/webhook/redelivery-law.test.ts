import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import type { Integration, Reply } from '../../mutants/integration.ts';
import { reference } from '../../mutants/reference.ts';
import { serve } from '../../mutants/server.ts';
import { memoryStore } from '../../mutants/store.ts';
import { openBench } from '../../platform/open-bench.ts';
import { defaultReadings, type Readings } from '../../spec/index.ts';
import { testSecret } from '../harness.ts';

/** How often an event is not acknowledged before it is, in which way, and whether it was stored all the same. */
interface Failing {
  readonly times: number;
  readonly by: 'error' | 'redirect' | 'cut';
  readonly isStored: boolean;
}

const failing: fc.Arbitrary<Failing> = fc.record({
  times: fc.nat({ max: 3 }),
  by: fc.constantFrom('error', 'redirect', 'cut'),
  isStored: fc.boolean(),
});

const replies: Readonly<Record<Failing['by'], Reply>> = {
  error: { status: 500, headers: {}, body: '' },
  redirect: { status: 307, headers: { Location: '/elsewhere' }, body: '' },
  cut: { status: 500, headers: {}, body: '', cut: true },
};

/** The reference, which fails so at the events of these names. */
function failingAt(all: Readonly<Record<string, Failing>>): Integration {
  const before = new Map<string, number>();
  const failures = new WeakMap<object, Reply>();
  return {
    ...reference,
    async accept(event, request, environment) {
      const { times = 0, by = 'error', isStored = false } = all[event.event] ?? {};
      const count = before.get(event.event) ?? 0;
      before.set(event.event, count + 1);
      if (count >= times) return reference.accept(event, request, environment);
      failures.set(event, replies[by]);
      return isStored && reference.accept(event, request, environment);
    },
    acknowledge: (event, ...rest) => failures.get(event) ?? reference.acknowledge(event, ...rest),
  };
}

/** What is stored of a call in the end, but for the times, which are those of the run. */
async function stateAfter(integration: Integration, Q53: Required<Readings>['Q53']): Promise<unknown> {
  const { url, close } = await serve(integration, { port: 0, secret: testSecret, store: memoryStore() });
  const bench = await openBench(
    {
      answerUrl: `${url}/answer`,
      webhookUrl: `${url}/webhook`,
      webhookSecret: testSecret,
      budgets: { answerMs: 1_000, ackMs: 1_000 },
      readings: { ...defaultReadings, Q53 },
      seed: 1,
      runs: 5,
    },
    ['answer', 'webhook', 'signed'],
  );
  try {
    const { call } = await bench.call({ redelivers: true });
    const response = await fetch(`${url}/calls/${encodeURIComponent(call.id)}`);
    if (!response.ok) return response.status;
    const { status, events } = (await response.json()) as { status: string; events: readonly { event: string }[] };
    return { status, events: events.map(({ event }) => event) };
  } finally {
    await bench.close();
    await close();
  }
}

for (const reading of ['signed-anew', 'byte-identical'] as const) {
  test(`what fails a few times, then accepts, comes to the state of what accepts at once (Q53=${reading})`, async () => {
    const clean = await stateAfter(reference, reading);
    expect(clean).toMatchObject({ status: 'completed' });
    const { events } = clean as { events: readonly string[] };
    const all = fc.record(Object.fromEntries(events.map((name) => [name, failing])));
    await fc.assert(
      fc.asyncProperty(all, async (how) => {
        expect(await stateAfter(failingAt(how), reading)).toEqual(clean);
      }),
      { numRuns: 15 },
    );
  });
}

test('what fails at every attempt is never stored', async () => {
  const never: Failing = { times: 4, by: 'error', isStored: false };
  expect(await stateAfter(failingAt({ 'call.answered': never }), 'signed-anew')).toEqual({
    status: 'completed',
    events: ['call.created', 'call.gathered', 'call.completed'],
  });
});
