import { expect, _baseTest as test } from '@playwright/test';
import type { Integration } from '../../mutants/integration.ts';
import { reference } from '../../mutants/reference.ts';
import { checkAll } from '../harness.ts';

type Environment = Parameters<Integration['accept']>[2];

/** Reads the summary of each call that has ended, a moment later and whatever else it does. */
function readsInBackground(
  afterMs: number,
  keep: (callId: string, summary: unknown) => void = () => undefined,
): Integration {
  return {
    ...reference,
    async accept(event, request, environment) {
      const isNew = await reference.accept(event, request, environment);
      const { id } = event.call;
      if (event.event === 'call.completed' && environment.apiBaseUrl) {
        setTimeout(() => summaryOf(id, environment).then((summary) => keep(id, summary)), afterMs);
      }
      return isNew;
    },
  };
}

/** Nothing once the check has ended, and its API with it. */
async function summaryOf(callId: string, { apiBaseUrl, apiKey }: Environment): Promise<unknown> {
  try {
    const headers = { Authorization: `Bearer ${apiKey}` };
    const response = await fetch(`${apiBaseUrl}/calls/${callId}/ai-summary`, { headers });
    return await response.json();
  } catch {
    return undefined;
  }
}

/** The same, with what it read on the page of the call. */
function showsSummaries(): Integration {
  const summaries = new Map<string, unknown>();
  return {
    ...readsInBackground(100, (callId, summary) => summaries.set(callId, summary)),
    state(callId, stored) {
      const state = reference.state(callId, stored);
      return state && { ...state, summary: summaries.get(callId) ?? null };
    },
  };
}

test('a call that was created in an earlier trial can still be read, so that its page is complete', async () => {
  const results = await checkAll(showsSummaries(), { only: ['api.call-id.events-first'] });
  expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
});

const ids = [
  'api.response.tolerant',
  'api.error.malformed',
  'api.error.bounded-retry',
  'api.ai.not-yet',
  'api.error.by-code',
];

for (const afterMs of [0, 30, 120]) {
  test(`a summary that is read ${afterMs} ms after a call disturbs no trial of a trigger`, async () => {
    const results = await checkAll(readsInBackground(afterMs), { only: ids });
    expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
  });
}

/** Reads the summary of each call that has ended again and again. */
const polls: Integration = {
  ...reference,
  async accept(event, request, environment) {
    const isNew = await reference.accept(event, request, environment);
    if (event.event === 'call.completed') {
      for (let turn = 1; turn <= 40; turn++) setTimeout(() => summaryOf(event.call.id, environment), 100 * turn);
    }
    return isNew;
  },
};

test('a summary that is read in the background is no request for a wrong id', async () => {
  const results = await checkAll(polls, { only: ['api.call-id.kept', 'api.auth.bearer', 'api.request.encoded'] });
  expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
});

/** The same, and it keeps what it read where the page of the call shows it. */
const keepsSummaries: Integration = {
  ...reference,
  async accept(event, request, environment) {
    const isNew = await reference.accept(event, request, environment);
    if (event.event === 'call.completed' && environment.apiBaseUrl) {
      setTimeout(async () => {
        const { outcome } = await reference.client.run(reference.client.summary(event.call.id), environment);
        const { created_at } = event;
        const summary = { event: 'summary', created_at, status: undefined, data: { outcome } };
        if (outcome === 'done') await environment.store.add(event.call.id, 'summary', summary);
      }, 100);
    }
    return isNew;
  },
};

test('a summary that is read in the background and kept makes no state differ', async () => {
  const results = await checkAll(keepsSummaries, { only: ['api.call-id.events-first'] });
  expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
});

/** Answers 202 at once, and asks the API meanwhile: what comes of it shows elsewhere. */
const queues: Integration = {
  ...reference,
  client: {
    ...reference.client,
    async run(call, environment) {
      if (call.method === 'GET') return reference.client.run(call, environment);
      reference.client.run(call, environment).catch(() => undefined);
      return { outcome: 'queued' };
    },
  },
};

test('a queue that accepts a request while the API has not responded claims no success', async () => {
  const results = await checkAll(queues, {
    only: ['api.error.unknown-code', 'api.error.malformed', 'api.error.no-blind-retry', 'api.error.timeout'],
  });
  expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
});

test('202 after the API has refused still claims success', async () => {
  const claims: Integration = {
    ...queues,
    client: {
      ...reference.client,
      async run(call, environment) {
        await reference.client.run(call, environment);
        return { outcome: 'queued' };
      },
    },
  };
  const [result] = await checkAll(claims, { only: ['api.error.unknown-code'] });
  expect(result?.outcome).toBe('failed');
});
