import { setTimeout as sleep } from 'node:timers/promises';
import { expect, _baseTest as test } from '@playwright/test';
import type { ApiClient } from '../../mutants/api-client.ts';
import { reference } from '../../mutants/reference.ts';
import { ahead } from '../ahead.ts';
import { checkAll } from '../harness.ts';

/** Those that make most of the trials, and the one whose pauses are measured. */
const only = [
  'api.auth.key-stays',
  'api.response.open-values',
  'api.error.by-code',
  'api.error.unknown-code',
  'api.error.no-blind-retry',
  'api.error.limits-respected',
  'api.error.bounded-retry',
  'api.error.malformed',
  'api.error.timeout',
];

/** Right clients that do not behave at the same time as they do alone. */
const clients: Readonly<Record<string, () => Partial<ApiClient>>> = {
  'that sends one request after another': () => {
    let last: Promise<unknown> = Promise.resolve();
    return {
      run(call, environment) {
        const next = last.then(() => reference.client.run.call(this, call, environment));
        last = next.catch(() => undefined);
        return next;
      },
    };
  },
  'that sends two requests at once at the most': () => {
    let going = 0;
    return {
      async run(call, environment) {
        while (going >= 2) await sleep(5);
        going++;
        try {
          return await reference.client.run.call(this, call, environment);
        } finally {
          going--;
        }
      },
    };
  },
  'that asks nothing for a moment after five failures in a row': () => {
    let [failures, closedAt] = [0, 0];
    return {
      async run(call, environment) {
        if (failures >= 5 && Date.now() < closedAt) return { outcome: 'failed' };
        const verdict = await reference.client.run.call(this, call, environment);
        failures = verdict.outcome === 'failed' || verdict.outcome === 'unknown' ? failures + 1 : 0;
        if (failures >= 5) closedAt = Date.now() + 300;
        return verdict;
      },
    };
  },
  'that repeats no more than twenty requests in its life': () => {
    let left = 20;
    return {
      retryAfterMs(call, response, attempt) {
        const pause = reference.client.retryAfterMs.call(this, call, response, attempt);
        return pause !== undefined && left-- > 0 ? pause : undefined;
      },
    };
  },
  'that calls the person on call, whatever number it is given': () => ({
    dial: () => reference.client.dial('+12025550143'),
  }),
  'that takes a while': () => ({
    async send(url, call, headers) {
      await sleep(120);
      return reference.client.send.call(this, url, call, headers);
    },
  }),
  'that pauses as a whole after 429': () => {
    let until = 0;
    return {
      async send(url, call, headers) {
        while (Date.now() < until) await sleep(until - Date.now());
        return reference.client.send.call(this, url, call, headers);
      },
      retryAfterMs(call, response, attempt) {
        const pause = reference.client.retryAfterMs.call(this, call, response, attempt);
        if (response.status === 429 && pause !== undefined) until = Math.max(until, Date.now() + pause);
        return pause;
      },
    };
  },
};

const named = Object.entries(clients);
const checked = ahead(
  named.map(([, clientOf]) => () => {
    return checkAll(() => ({ ...reference, client: { ...reference.client, ...clientOf() } }), { only });
  }),
  3,
);

for (const [index, [name]] of named.entries()) {
  test(`a right client ${name} is clean`, async () => {
    test.setTimeout(300_000);
    const results = await checked(index);
    const wrong = results.filter(({ outcome }) => outcome !== 'passed').map(({ id, outcome }) => `${id} ${outcome}`);
    expect(wrong).toEqual([]);
  });
}
