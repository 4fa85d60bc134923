import { setTimeout as sleep } from 'node:timers/promises';
import { client } from '../client.ts';
import type { Mutant } from '../mutant.ts';

/** Clients whose faults show later, or only where more than one thing goes on. */
export const apiLater: readonly Mutant[] = [
  client(
    'api-creates-later',
    ['api.error.ambiguous-create'],
    'places a call again in the background, seconds after a gateway did not answer in time.',
    (reference) => ({
      async send(url, call, headers) {
        const response = await reference.send.call(this, url, call, headers);
        if (call.method === 'POST' && response.status === 504)
          setTimeout(() => void reference.send.call(this, url, call, headers), 2_500).unref();
        return response;
      },
    }),
  ),
  client(
    'api-tries-route-later',
    ['api.error.no-blind-retry'],
    'places a call again in the background, seconds after it had no trunk for it.',
    (reference) => ({
      async send(url, call, headers) {
        const response = await reference.send.call(this, url, call, headers);
        if (call.method === 'POST' && /"no_active_trunk"/.test(response.text))
          setTimeout(() => void reference.send.call(this, url, call, headers), 2_500).unref();
        return response;
      },
    }),
  ),
  client(
    'api-pause-negative',
    ['api.error.limits-respected'],
    'takes minus one second for a time to wait.',
    (reference) => ({
      retryAfterMs(call, response, attempt) {
        const pause = reference.retryAfterMs.call(this, call, response, attempt);
        return response.headers['retry-after'] === '-1' ? pause && 0 : pause;
      },
    }),
  ),
  client(
    'api-pauses-once',
    ['api.error.limits-respected'],
    'reads Retry-After of the first response alone.',
    (reference) => ({
      retryAfterMs(call, response, attempt) {
        const read = attempt === 1 ? response : { ...response, headers: {} };
        return reference.retryAfterMs.call(this, call, read, attempt);
      },
    }),
  ),
  client(
    'api-breaker-stays-open',
    ['api.error.unknown-code'],
    'asks for no summary any more after twenty failures.',
    (reference) => {
      let failures = 0;
      return {
        async run(call, environment) {
          if (failures >= 20 && call.method === 'GET') return { outcome: 'failed' };
          const verdict = await reference.run.call(this, call, environment);
          if (verdict.outcome === 'failed' && call.method === 'GET') failures++;
          return verdict;
        },
      };
    },
  ),
  client(
    'api-last-number',
    ['api.calls.isolated'],
    'keeps the number to call where every request writes it.',
    (reference) => {
      let last: Readonly<Record<string, unknown>> | undefined;
      return {
        async run(call, environment) {
          if (call.method === 'GET') return reference.run.call(this, call, environment);
          last = call.body;
          await sleep(20);
          return reference.run.call(this, { ...call, ...(last && { body: last }) }, environment);
        },
      };
    },
  ),
  client(
    'api-last-call',
    ['api.calls.isolated'],
    'keeps the call to ask for where every request writes it.',
    (reference) => {
      let last = '';
      return {
        async run(call, environment) {
          if (call.method !== 'GET') return reference.run.call(this, call, environment);
          last = call.path;
          await sleep(20);
          return reference.run.call(this, { ...call, path: last }, environment);
        },
      };
    },
  ),
  client(
    'api-known-routes',
    ['api.response.open-values'],
    'refuses a call whose route mode it does not know.',
    (reference) => ({
      verdict(call, response) {
        const verdict = reference.verdict.call(this, call, response);
        const [, mode = 'webhook'] = /"route_mode":"(\w+)"/.exec(response.text) ?? [];
        return mode === 'webhook' || mode === 'reject' ? verdict : { outcome: 'failed' };
      },
    }),
  ),
  client(
    'api-needs-key-points',
    ['api.response.tolerant'],
    'takes a summary without text for one that is not there yet, and fails where the key points are missing.',
    (reference) => ({
      verdict(call, response) {
        const verdict = reference.verdict.call(this, call, response);
        if (call.method === 'POST' || verdict.outcome !== 'done') return verdict;
        if (!verdict.result) return { outcome: 'not-yet' };
        const { data } = JSON.parse(response.text) as { data: Readonly<Record<string, unknown>> };
        return 'key_points' in data ? verdict : { outcome: 'failed' };
      },
    }),
  ),
  client(
    'api-counts-key-points',
    ['api.response.open-values'],
    'takes a summary without text for one that is not there yet, and counts key points that are null.',
    (reference) => ({
      verdict(call, response) {
        const verdict = reference.verdict.call(this, call, response);
        if (call.method === 'POST' || verdict.outcome !== 'done') return verdict;
        if (!verdict.result) return { outcome: 'not-yet' };
        const { data } = JSON.parse(response.text) as { data: { readonly key_points?: readonly string[] } };
        return data.key_points === undefined || data.key_points.length >= 0 ? verdict : { outcome: 'failed' };
      },
    }),
  ),
];
