import { expect, _baseTest as test } from '@playwright/test';
import type { Integration } from '../mutants/integration.ts';
import { reference } from '../mutants/reference.ts';
import { checkAll } from './harness.ts';

/** Reads the summary of each call that has ended, a moment later and whatever else it does. */
function readsInBackground(afterMs: number): Integration {
  return {
    ...reference,
    async accept(event, request, environment) {
      const isNew = await reference.accept(event, request, environment);
      if (event.event === 'call.completed' && environment.apiBaseUrl) {
        setTimeout(() => {
          const headers = { Authorization: `Bearer ${environment.apiKey}` };
          const url = `${environment.apiBaseUrl}/calls/${event.call.id}/ai-summary`;
          fetch(url, { headers }).catch(() => undefined);
        }, afterMs);
      }
      return isNew;
    },
  };
}

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
