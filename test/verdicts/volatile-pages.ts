import type { Integration } from '../../mutants/integration.ts';
import { reference } from '../../mutants/reference.ts';
import { serve } from '../../mutants/server.ts';
import { memoryStore } from '../../mutants/store.ts';
import { openBench } from '../../platform/open-bench.ts';
import { defaultReadings, type Result } from '../../spec/index.ts';
import { requirements } from '../../suites/index.ts';
import { runRequirement } from '../../suites/run.ts';

const secret = 'whsec_test_not_a_real_secret_0123456789';

/** What a page is made of: the state of a call, if it has one, how often a page was asked for, and the moment. */
export interface Look {
  readonly callId: string;
  readonly state: ReturnType<Integration['state']>;
  readonly views: number;
  readonly events: number;
  readonly milliseconds: number;
}

/** A way to show a call: a status and a body, as JSON where it is no text. */
export type Page = (look: Look) => { readonly status: number; readonly body: unknown };

const stateIds: readonly string[] = requirements
  .filter(({ id, needs }) => needs.includes('state') || /^webhook\.(body\.malformed|signature\.refuses)/.test(id))
  .filter(({ needs }) => !needs.includes('process') && !needs.includes('api'))
  .map(({ id }) => id);

/** Checks the requirements on state against an integration, the reference unless given, that shows its calls by such a page. */
export async function checkPage(
  page: Page,
  seed: number,
  integration: Integration = reference,
  ids: readonly string[] = stateIds,
): Promise<readonly Result[]> {
  const store = memoryStore();
  let [views, events] = [0, 0];
  const shown: Integration = {
    ...integration,
    accept(event, request, environment) {
      events++;
      return integration.accept.call(this, event, request, environment);
    },
    state: (callId, stored) => {
      const { status, body } = page({
        callId,
        state: integration.state(callId, stored),
        views: ++views,
        events,
        milliseconds: Date.now(),
      });
      if (status === 404) return undefined;
      return body as ReturnType<Integration['state']>;
    },
  };
  const target = await serve(shown, { port: 0, store, secret });
  const bench = await openBench(
    {
      answerUrl: `${target.url}/answer`,
      webhookUrl: `${target.url}/webhook`,
      webhookSecret: secret,
      observe: { callUrl: `${target.url}/calls/{call_id}` },
      readings: defaultReadings,
      budgets: { answerMs: 5_000, ackMs: 5_000 },
      seed,
      runs: 3,
    },
    ['answer', 'webhook', 'signed', 'state'],
  );
  try {
    const results: Result[] = [];
    for (const requirement of requirements.filter(({ id }) => ids.includes(id))) {
      results.push(await runRequirement(requirement, bench, { command: 'mvk check', callCommand: 'mvk call' }));
    }
    return results;
  } finally {
    await bench.close();
    await target.close();
  }
}
