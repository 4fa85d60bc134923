import { client } from '../client.ts';
import type { Mutant } from '../mutant.ts';

const final = /^(insufficient_balance|spend_control_exceeded|rate_not_found|no_active_trunk)$/;
const limit = /_limit_reached$/;
/** Guesses codes from the words of their messages. */
const byMessage: ReadonlyArray<readonly [words: RegExp, code: string]> = [
  [/balance/, 'insufficient_balance'],
  [/spend/, 'spend_control_exceeded'],
  [/rate/, 'rate_not_found'],
  [/trunk/, 'no_active_trunk'],
  [/limit|too many/, 'cps_limit_reached'],
  [/summary/i, 'ai_summary_not_found'],
];
const byStatus: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  401: 'unauthorized',
  402: 'insufficient_balance',
  403: 'spend_control_exceeded',
  404: 'ai_summary_not_found',
  429: 'cps_limit_reached',
};

/** Clients that treat errors wrongly. */
export const apiBranching: readonly Mutant[] = [
  client('api-by-message', ['api.error.by-code'], 'decides by the words of the message.', () => ({
    codeOf({ text }) {
      const message = /"message"\s*:\s*"([^"]*)"/.exec(text)?.[1];
      if (message === undefined) return text.includes('"error"') ? 'unknown' : undefined;
      return byMessage.find(([words]) => words.test(message))?.[1] ?? 'unknown';
    },
  })),
  client('api-by-status', ['api.error.by-code', 'api.error.distinguished'], 'decides by the status.', (reference) => ({
    codeOf: (response) =>
      reference.codeOf(response) === undefined ? undefined : (byStatus[response.status] ?? 'unknown'),
  })),
  client('api-one-branch', ['api.ai.not-yet', 'api.error.distinguished'], 'treats all errors alike.', (reference) => ({
    verdict(call, response) {
      const verdict = reference.verdict.call(this, call, response);
      return verdict.outcome === 'done' ? verdict : { outcome: 'failed' };
    },
  })),
  client(
    'api-unknown-code-fails',
    ['api.error.unknown-code'],
    'has no branch for a code that it does not know.',
    (reference) => ({
      verdict(call, response) {
        const code = this.codeOf(response);
        if (code !== undefined && /kit_|unknown|undocumented/.test(code)) throw new Error(`no branch for ${code}`);
        return reference.verdict.call(this, call, response);
      },
    }),
  ),
  client(
    'api-unknown-code-succeeds',
    ['api.error.unknown-code'],
    'goes on as after a success, without a call id, when it does not know the code.',
    (reference) => ({
      verdict(call, response) {
        const code = this.codeOf(response);
        const isUnknown = code !== undefined && /kit_|unknown|undocumented/.test(code);
        return isUnknown ? { outcome: 'done' } : reference.verdict.call(this, call, response);
      },
    }),
  ),
  client('api-retries-402', ['api.error.no-blind-retry'], 'tries three times without a balance.', (reference) => ({
    retryAfterMs(call, response, attempt) {
      const isFinal = final.test(this.codeOf(response) ?? '');
      return isFinal && attempt < 3 ? 50 : reference.retryAfterMs.call(this, call, response, attempt);
    },
  })),
  client(
    'api-hammers-429',
    ['api.error.limits-respected'],
    'tries again at once when it is too fast.',
    (reference) => ({
      retryAfterMs(call, response, attempt) {
        const isLimit = limit.test(this.codeOf(response) ?? '');
        return isLimit ? (attempt < 40 ? 1 : undefined) : reference.retryAfterMs.call(this, call, response, attempt);
      },
    }),
  ),
  client(
    'api-ignores-retry-after',
    ['api.error.limits-respected'],
    'waits a fixed time whatever Retry-After says.',
    (reference) => ({
      retryAfterMs(call, response, attempt) {
        return reference.retryAfterMs.call(this, call, { ...response, headers: {} }, attempt);
      },
    }),
  ),
  client(
    'api-retries-for-ever',
    ['api.error.bounded-retry'],
    'reads again and again while the API fails.',
    (reference) => ({
      retryAfterMs(call, response, attempt) {
        const failing = call.method === 'GET' && response.status >= 500;
        return failing && attempt < 60 ? 20 + attempt : reference.retryAfterMs.call(this, call, response, attempt);
      },
    }),
  ),
  client('api-retries-steadily', ['api.error.bounded-retry'], 'reads five times with the same gap.', (reference) => ({
    retryAfterMs(call, response, attempt) {
      const failing = call.method === 'GET' && response.status >= 500;
      if (!failing) return reference.retryAfterMs.call(this, call, response, attempt);
      return attempt < 5 ? 150 : undefined;
    },
  })),
  client(
    'api-repeats-lost-call',
    ['api.error.ambiguous-create'],
    'places a call again when the connection was cut.',
    (reference) => ({
      retryAfterMs(call, response, attempt) {
        return response.lost && attempt < 3 ? 50 : reference.retryAfterMs.call(this, call, response, attempt);
      },
    }),
  ),
  client('api-parses-html', ['api.error.malformed'], 'parses every response as JSON.', (reference) => ({
    codeOf(response) {
      if (!response.lost) JSON.parse(response.text);
      return reference.codeOf(response);
    },
  })),
  client('api-code-prefix', ['api.error.malformed'], 'takes each code for a text.', (reference) => ({
    codeOf(response) {
      const [, code] = /"code":(\d|\{|\[|true)/.exec(response.text) ?? [];
      if (code !== undefined) throw new TypeError('code.startsWith is not a function');
      return reference.codeOf(response);
    },
  })),
  client('api-trusts-200', ['api.error.malformed'], 'takes every 2xx for a success.', (reference) => ({
    verdict(call, response) {
      const good = !response.lost && response.status >= 200 && response.status <= 299;
      const verdict = reference.verdict.call(this, call, response);
      return good && verdict.outcome !== 'done' ? { outcome: 'done' } : verdict;
    },
  })),
  client('api-waits-for-ever', ['api.error.timeout'], 'has no time-out.', () => ({ timeoutMs: 0 })),
  client('api-logs-status', ['api.error.logged'], 'logs no more of an error than its status.', () => ({
    log: ({ method, path }, { status }, { log }) => log(`${method} ${path} ${status}`),
  })),
  client(
    'api-gives-up-summary',
    // It also stops for good after an unknown code.
    ['api.error.unknown-code', 'api.ai.not-yet'],
    'never asks again for a summary that was not there.',
    (reference) => {
      const missing = new Set<string>();
      return {
        async run(call, environment) {
          if (missing.has(call.path)) return { outcome: 'failed' };
          const verdict = await reference.run.call(this, call, environment);
          if (verdict.outcome === 'not-yet') missing.add(call.path);
          return verdict;
        },
      };
    },
  ),
  client('api-fails-without-summary', ['api.ai.not-yet'], 'fails while a summary is not there.', (reference) => ({
    verdict(call, response) {
      if (this.codeOf(response) === 'ai_summary_not_found') throw new Error('no summary');
      return reference.verdict.call(this, call, response);
    },
  })),
  client(
    'api-missing-is-failure',
    ['api.ai.not-yet'],
    'says the same of a summary that is not there and of a key that is refused.',
    (reference) => ({
      verdict(call, response) {
        const code = this.codeOf(response);
        const isMissing = code === 'ai_summary_not_found' || code === 'unauthorized';
        return isMissing && call.method === 'GET'
          ? { outcome: 'failed', code }
          : reference.verdict.call(this, call, response);
      },
    }),
  ),
  client('api-polls-summary', ['api.ai.not-yet'], 'asks fifty times for a summary that is not there.', (reference) => ({
    retryAfterMs(call, response, attempt) {
      const isMissing = this.codeOf(response) === 'ai_summary_not_found' && attempt < 50;
      return isMissing ? 1 : reference.retryAfterMs.call(this, call, response, attempt);
    },
  })),
];
