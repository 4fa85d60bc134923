import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiResponse } from '../api-client.ts';
import { client } from '../client.ts';
import type { Mutant } from '../mutant.ts';

const readFailed = { status: 0, headers: {}, text: '', lost: 'timeout' } as const;

/** Clients that fail because of what an earlier request met, or that go on for too long. */
export const apiAfterwards: readonly Mutant[] = [
  client('api-keeps-errors', ['api.error.unknown-code'], 'keeps the error of a call for good.', (reference) => {
    const kept = new Map<string, ApiResponse>();
    return {
      async send(url, call, headers) {
        const known = kept.get(url);
        if (known) return known;
        const response = await reference.send.call(this, url, call, headers);
        if (call.method === 'GET' && /"kit_code/.test(response.text)) kept.set(url, response);
        return response;
      },
    };
  }),
  client(
    'api-late-answer-stays',
    ['api.error.timeout'],
    'waits on the connection of a request that was not answered, once there was one.',
    (reference) => {
      let isStuck = false;
      return {
        async send(url, call, headers) {
          const response = await reference.send.call(this, url, call, headers);
          if (call.method === 'POST') return response;
          if (isStuck && !response.lost) return readFailed;
          isStuck ||= response.lost === 'timeout';
          return response;
        },
      };
    },
  ),
  client(
    'api-tries-key-again',
    ['api.error.bounded-retry'],
    'sends a key that was refused again and again, in equal steps.',
    (reference) => ({
      retryAfterMs(call, response, attempt) {
        const isRefused = call.method === 'GET' && this.codeOf(response) === 'unauthorized';
        return isRefused && attempt < 8 ? 100 : reference.retryAfterMs.call(this, call, response, attempt);
      },
    }),
  ),
  client(
    'api-waits-often',
    ['api.error.bounded-retry'],
    'asks twelve times for a summary that is not answered.',
    (reference) => ({
      retryAfterMs(call, response, attempt) {
        const isSilent = call.method === 'GET' && response.lost === 'timeout';
        return isSilent && attempt < 12 ? 50 * attempt : reference.retryAfterMs.call(this, call, response, attempt);
      },
    }),
  ),
  client(
    'api-own-pause',
    ['api.error.limits-respected'],
    'pauses for more than a second at a limit, whatever Retry-After says.',
    () => ({
      retryAfterMs(call, response, attempt) {
        const isLimited = /_limit_reached"/.test(response.text);
        if (isLimited) return attempt < 3 ? 1_100 * attempt : undefined;
        const isAgain = attempt < 3 && !response.lost && response.status >= 500 && call.method === 'GET';
        return isAgain ? 60 * 2 ** attempt : undefined;
      },
    }),
  ),
  client(
    'api-hurries-summary',
    ['api.error.limits-respected'],
    'asks for a summary again at once, where a limit was reached.',
    (reference) => ({
      retryAfterMs(call, response, attempt) {
        const pause = reference.retryAfterMs.call(this, call, response, attempt);
        return call.method === 'GET' && /_limit_reached"/.test(response.text) ? pause && 120 : pause;
      },
    }),
  ),
  client(
    'api-status-first',
    ['api.error.by-code'],
    'takes each 403 for a limit of what may be spent.',
    (reference) => ({
      codeOf(response) {
        const code = reference.codeOf(response);
        return code !== undefined && response.status === 403 ? 'spend_control_exceeded' : code;
      },
    }),
  ),
  client('api-packed', ['api.response.any-form'], 'accepts gzip, and cannot unpack it.', (reference) => ({
    headers: (call, key) => ({ ...reference.headers(call, key), 'Accept-Encoding': 'gzip' }),
  })),
  client(
    'api-small-response',
    ['api.response.open-values'],
    'reads four kilobytes of the response that created a call.',
    (reference) => ({
      verdict(call, response) {
        const isCut = call.method === 'POST' && response.text.length > 4_096;
        return isCut ? { outcome: 'unknown' } : reference.verdict.call(this, call, response);
      },
    }),
  ),
  client(
    'api-short-column',
    ['api.call-id.kept'],
    'shows the id of a call, and keeps its first 24 characters.',
    (reference) => ({
      async run(call, environment) {
        const verdict = await reference.run.call(this, call, environment);
        const { call_id: id } = verdict;
        const placed = { event: 'call.placed', created_at: '', status: undefined, data: {} };
        if (id !== undefined) await environment.store.add(id.slice(0, 24), 'placed', placed);
        return verdict;
      },
    }),
  ),
  {
    name: 'api-placed-in-memory',
    breaks: ['api.call-id.kept'],
    does: 'keeps the ids of calls that it placed in its memory only, until their events come.',
    change(reference) {
      const placed = new Set<string>();
      return {
        ...reference,
        client: {
          ...reference.client,
          async run(call, environment) {
            const verdict = await reference.client.run(call, environment);
            if (verdict.call_id !== undefined) placed.add(verdict.call_id);
            return verdict;
          },
        },
        state(callId, events) {
          if (events.length > 0 || !placed.has(callId)) return reference.state(callId, events);
          return { call_id: callId, status: 'placed', events: [] };
        },
      };
    },
  },
  client(
    'api-response-last',
    ['api.call-id.events-first'],
    'lets the response hide the events that came before it.',
    (reference) => ({
      async run(call, environment) {
        const verdict = await reference.run.call(this, call, environment);
        const { call_id: id } = verdict;
        if (id === undefined) return verdict;
        await sleep(0);
        const known = await environment.store.load(id);
        const again = { event: 'call.placed', created_at: '9', status: 'dialing', data: {} };
        if (known.length > 0) await environment.store.add(id, 'placed', again);
        return verdict;
      },
    }),
  ),
];
