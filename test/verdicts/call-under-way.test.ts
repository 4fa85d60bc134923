import { setTimeout as sleep } from 'node:timers/promises';
import { expect, _baseTest as test } from '@playwright/test';
import type { ApiCall, ApiClient } from '../../mutants/api-client.ts';
import type { Integration } from '../../mutants/integration.ts';
import { reference } from '../../mutants/reference.ts';
import { checkAll } from '../harness.ts';

/** Shows how far the call is that it created, which it asks after a moment that depends on what it was answered. */
function showsStatus(
  msBefore: (text: string) => number,
  change: (status: string, text: string) => string,
): Integration {
  const { send } = reference.client;
  const client: ApiClient = {
    ...reference.client,
    async run(call, environment) {
      let created = '';
      const kept = { ...reference.client, send: keep };
      async function keep(this: ApiClient, ...asked: Parameters<typeof send>): ReturnType<typeof send> {
        const response = await send.apply(this, asked);
        created = response.text;
        return response;
      }
      const decision = await reference.client.run.call(kept, call, environment);
      if (decision.outcome !== 'done' || decision.call_id === undefined) return decision;
      await sleep(msBefore(created));
      const look: ApiCall = { method: 'GET', path: `/calls/${decision.call_id}` };
      const { apiBaseUrl = '', apiKey = '' } = environment;
      const { text } = await this.send(this.url(look, apiBaseUrl, apiKey), look, this.headers(look, apiKey));
      return { ...decision, result: change(String(JSON.parse(text).status), created) };
    },
  };
  return { ...reference, client };
}

/** A response with white space takes this client longer, so that the call has gone on by then. */
const laterIfSpaced = (text: string) => (text.includes('": ') ? 300 : 0);
const only = ['api.response.any-form'];

test('a call that has gone on in the meantime is no matter of the form of a response', async () => {
  const integration = showsStatus(laterIfSpaced, (status) => `the call is ${status}`);
  expect(await checkAll(integration, { only })).toMatchObject([{ outcome: 'passed' }]);
});

test('a client that reads a form wrongly is found, however far its call is', async () => {
  const integration = showsStatus(laterIfSpaced, (status, text) => (text.includes('": ') ? 'lost' : status));
  expect(await checkAll(integration, { only })).toMatchObject([{ outcome: 'failed' }]);
});
