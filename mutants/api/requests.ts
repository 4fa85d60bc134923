import { client } from '../client.ts';
import type { Mutant } from '../mutant.ts';

/** Requests that ask for something else, and keys that go where they should not. */
export const apiRequests: readonly Mutant[] = [
  client('api-double-slash', ['api.request.valid'], 'joins base URL and path with a slash too many.', () => ({
    url: ({ path }, baseUrl) => `${baseUrl}/${path}`,
  })),
  client('api-path-from-host', ['api.request.base-url'], 'resolves paths against the host.', () => ({
    url: ({ path }, baseUrl) => new URL(`/v1${path}`, baseUrl).href,
  })),
  client(
    'api-summary-from-host',
    ['api.request.base-url'],
    'appends the paths of most operations, and resolves one against the host.',
    () => ({
      url: ({ method, path }, baseUrl) =>
        method === 'GET' ? `${new URL(baseUrl).origin}/v1${path}` : `${baseUrl}${path}`,
    }),
  ),
  client('api-get-with-body', ['api.request.ignored-fields'], 'repeats the id in the body of a GET.', (reference) => ({
    summary: (callId) => ({ ...reference.summary(callId), body: { call_id: callId } }),
  })),
  client('api-other-charset', ['api.request.content-type'], 'labels its UTF-8 as ISO 8859-1.', (reference) => ({
    headers: (call, key) => ({
      ...reference.headers(call, key),
      ...(call.body && { 'Content-Type': 'application/json; charset=iso-8859-1' }),
    }),
  })),
  client(
    'api-one-number',
    ['api.request.encoded'],
    'calls a test number, whatever number is requested.',
    (reference) => ({
      dial: () => reference.dial('+12025550150'),
    }),
  ),
  client('api-swaps-numbers', ['api.request.encoded'], 'takes the number to call for its own.', (reference) => ({
    dial: (to) => ({ ...reference.dial(to), body: { from: to, to: '+12025550100' } }),
  })),
  client(
    'api-cuts-id',
    ['api.request.encoded', 'api.calls.isolated'],
    'reads an id up to the first dot.',
    (reference) => ({
      summary: (callId) => reference.summary(callId.replace(/\..*/, '')),
    }),
  ),
  client('api-bare-id', ['api.request.encoded'], 'puts an id into a path without encoding it.', () => ({
    summary: (callId) => ({ method: 'GET', path: `/calls/${callId}/ai-summary` }),
  })),
  client('api-bare-slash', ['api.request.encoded'], 'leaves the slashes of an id as they are in a path.', () => ({
    summary: (callId) => ({
      method: 'GET',
      path: `/calls/${encodeURIComponent(callId).replaceAll('%2F', '/')}/ai-summary`,
    }),
  })),
  client(
    'api-bare-plain-id',
    ['api.request.encoded'],
    'refuses ids with spaces, and puts all others into a path as they are.',
    (reference) => ({
      summary: (callId) => ({ method: 'GET', path: `/calls/${callId}/ai-summary` }),
      run(call, environment) {
        return call.path.includes(' ')
          ? Promise.resolve({ outcome: 'refused' })
          : reference.run.call(this, call, environment);
      },
    }),
  ),
  client('api-encodes-twice', ['api.request.encoded'], 'percent-encodes an id twice.', (reference) => ({
    summary: (callId) => reference.summary(encodeURIComponent(callId)),
  })),
  client('api-key-in-user-agent', ['api.auth.key-stays'], 'names its key in the User-Agent.', (reference) => ({
    headers: (call, key) => ({ ...reference.headers(call, key), 'User-Agent': `integration/1.0 (${key})` }),
  })),
  client(
    'api-key-in-log-of-timeout',
    ['api.auth.key-stays'],
    'logs its headers when nothing comes back.',
    (reference) => ({
      log(call, response, environment) {
        reference.log(call, response, environment);
        if (response.lost) environment.log(JSON.stringify(this.headers(call, environment.apiKey ?? '')));
      },
    }),
  ),
  client('api-key-in-outcome', ['api.auth.key-stays'], 'shows its headers when it is not authorised.', (reference) => ({
    async run(call, environment) {
      const verdict = await reference.run.call(this, call, environment);
      return verdict.outcome === 'refused'
        ? { ...verdict, result: this.headers(call, environment.apiKey ?? '') }
        : verdict;
    },
  })),
  client(
    'api-follows-302',
    ['api.auth.key-stays'],
    'follows temporary redirects to any host, with its key.',
    (reference) => ({
      async send(url, call, headers) {
        const response = await reference.send.call(this, url, call, headers);
        const { location } = response.headers;
        return response.status === 302 && typeof location === 'string'
          ? reference.send.call(this, location, call, headers)
          : response;
      },
    }),
  ),
];
