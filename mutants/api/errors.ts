import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient, ApiResponse } from '../api-client.ts';
import { client } from '../client.ts';
import type { Mutant } from '../mutant.ts';

/** Tries a call again that may have been placed already. */
function repeating(isTried: (response: ApiResponse) => boolean) {
  return (reference: ApiClient): Partial<ApiClient> & ThisType<ApiClient> => ({
    retryAfterMs(call, response, attempt) {
      const isAgain = call.method === 'POST' && attempt < 3 && isTried(response);
      return isAgain ? 60 * 2 ** attempt : reference.retryAfterMs.call(this, call, response, attempt);
    },
  });
}

/** Goes on trying whatever comes, once it was asked to slow down. */
function persistent(isTried: (response: ApiResponse) => boolean) {
  return (): Partial<ApiClient> & ThisType<ApiClient> => ({
    async run(call, environment) {
      const { apiBaseUrl = '', apiKey = '' } = environment;
      let wasLimited = false;
      for (let attempt = 1; ; attempt++) {
        const response = await this.send(this.url(call, apiBaseUrl, apiKey), call, this.headers(call, apiKey));
        if (response.status >= 300 || response.lost) this.log(call, response, environment);
        const isAgain = wasLimited && attempt < 4 && isTried(response);
        const pause = isAgain ? 60 * 2 ** attempt : this.retryAfterMs(call, response, attempt);
        if (pause === undefined) return this.verdict(call, response);
        wasLimited ||= response.status === 429;
        await sleep(pause);
      }
    },
  });
}

/** Clients that mistake what came, or did not come, for something else. */
export const apiErrors: readonly Mutant[] = [
  client(
    'api-repeats-after-gateway',
    ['api.error.ambiguous-create'],
    'places a call again after the 504 of a gateway.',
    repeating(({ status }) => status === 504),
  ),
  client(
    'api-limited-then-refused',
    ['api.error.no-blind-retry'],
    'tries again without a balance, if a limit was reached before.',
    persistent(({ status }) => status >= 400 && status < 429),
  ),
  client(
    'api-limited-then-lost',
    ['api.error.ambiguous-create'],
    'places a call again after a lost answer, if a limit was reached before.',
    persistent(({ lost, status }) => lost !== undefined || status >= 502),
  ),
  client(
    'api-repeats-unreadable',
    ['api.error.ambiguous-create'],
    'places a call again when it could not read that it was placed.',
    repeating(({ status, text }) => status === 201 && !text.endsWith('}')),
  ),
  client(
    'api-repeats-unknown-code',
    ['api.error.bounded-retry'],
    'reads again and again at a code that it does not know.',
    (reference) => ({
      retryAfterMs(call, response, attempt) {
        const isUnknown = this.codeOf(response)?.startsWith('kit_') && call.method === 'GET';
        return isUnknown && attempt < 15 ? attempt : reference.retryAfterMs.call(this, call, response, attempt);
      },
    }),
  ),
  client(
    'api-pause-no-number',
    ['api.error.limits-respected'],
    'waits for as many seconds as no number says.',
    (reference) => ({
      retryAfterMs(call, response, attempt) {
        const pause = reference.retryAfterMs.call(this, call, response, attempt);
        return response.headers['retry-after'] === 'soon' ? pause && 1 : pause;
      },
    }),
  ),
  client(
    'api-pause-no-date',
    ['api.error.limits-respected'],
    'fails on a pause that is given as a date.',
    (reference) => ({
      retryAfterMs(call, response, attempt) {
        if (/GMT$/.test(String(response.headers['retry-after']))) throw new Error('no number');
        return reference.retryAfterMs.call(this, call, response, attempt);
      },
    }),
  ),
  client('api-needs-no-id', ['api.error.malformed'], 'takes a call for placed that has no id.', (reference) => ({
    verdict(call, response) {
      const verdict = reference.verdict.call(this, call, response);
      return response.text === '{}' && response.status === 201 ? { outcome: 'done' } : verdict;
    },
  })),
  client('api-login-page', ['api.error.malformed'], 'takes a login page for a success.', (reference) => ({
    verdict(call, response) {
      const isPage = response.status === 200 && /^</.test(response.text);
      return isPage ? { outcome: 'done' } : reference.verdict.call(this, call, response);
    },
  })),
  client('api-logs-beginning', ['api.error.logged'], 'logs the first 200 letters of an error.', (reference) => ({
    log: (call, response, environment) =>
      reference.log(call, { ...response, text: response.text.slice(0, 200) }, environment),
  })),
  client('api-body-without-timeout', ['api.error.timeout'], 'waits endlessly for the rest of a body.', (reference) => ({
    async send(url, call, headers) {
      let isBegun = false;
      const readBody: ApiClient['readBody'] = (pieces) => {
        isBegun = true;
        return reference.readBody(pieces);
      };
      const whole = reference.send.call({ ...this, timeoutMs: 0, readBody }, url, call, headers);
      const first = await Promise.race([whole, sleep(this.timeoutMs)]);
      return first ?? (isBegun ? whole : { status: 0, headers: {}, text: '', lost: 'timeout' });
    },
  })),
];
