import { client } from '../client.ts';
import type { Mutant } from '../mutant.ts';

/** Every member of the responses that the documentation shows. */
const known: ReadonlySet<string> = new Set(
  `id status direction from to application_id customer_id provider_call_id answer_url metadata record created_at
  route_mode routing_target dialing_at data summary outcome sentiment action_items key_points`.split(/\s+/),
);

/** Clients that send their key, their requests or read responses wrongly. */
export const apiBasics: readonly Mutant[] = [
  client('api-x-api-key', ['api.auth.bearer'], 'sends its key in X-Api-Key.', () => ({
    headers: (_, key) => ({ 'X-Api-Key': key, 'Content-Type': 'application/json' }),
  })),
  client(
    'api-key-in-query',
    ['api.auth.key-stays', 'api.request.ignored-fields'],
    'sends its key in the query as well.',
    (reference) => ({
      url: (call, baseUrl, key) => `${reference.url(call, baseUrl, key)}?key=${encodeURIComponent(key)}`,
    }),
  ),
  client('api-key-in-log', ['api.auth.key-stays'], 'logs its key with each error.', (reference) => ({
    log(call, response, environment) {
      reference.log(call, response, environment);
      environment.log(`key ${environment.apiKey}`);
    },
    async run(call, environment) {
      environment.log(`asking with ${environment.apiKey}`);
      return reference.run.call(this, call, environment);
    },
  })),
  client(
    'api-follows-redirects',
    ['api.auth.key-stays'],
    'follows redirects to any host, with its key.',
    (reference) => ({
      async send(url, call, headers) {
        const response = await reference.send.call(this, url, call, headers);
        const { location } = response.headers;
        return response.status === 307 && typeof location === 'string'
          ? reference.send.call(this, location, call, headers)
          : response;
      },
    }),
  ),
  client('api-national-number', ['api.request.valid'], 'leaves out the plus of a number.', (reference) => ({
    dial: (to) => ({ ...reference.dial(to), body: { from: '12025550100', to } }),
  })),
  client(
    'api-sends-application',
    ['api.request.ignored-fields'],
    'sends application_id, which is ignored.',
    (reference) => ({
      dial: (to) => ({ ...reference.dial(to), body: { ...reference.dial(to).body, application_id: 'app_123' } }),
    }),
  ),
  client('api-no-content-type', ['api.request.content-type'], 'does not label its JSON.', () => ({
    headers: (_, key) => ({ Authorization: `Bearer ${key}` }),
  })),
  client(
    'api-strict-reader',
    ['api.response.open-values', 'api.response.tolerant'],
    'refuses a response with members that it does not know.',
    (reference) => ({
      verdict(call, response) {
        const names = [...response.text.matchAll(/"(\w+)":/g)].map(([, name]) => name ?? '');
        const isStrange = response.status < 300 && names.some((name) => !known.has(name));
        return isStrange ? { outcome: 'failed' } : reference.verdict.call(this, call, response);
      },
    }),
  ),
  client(
    'api-drops-call-id',
    ['api.call-id.kept'],
    'forgets the id of a call as soon as it was accepted.',
    (reference) => ({
      verdict(call, response) {
        const { call_id: _, ...rest } = reference.verdict.call(this, call, response);
        return rest;
      },
    }),
  ),
];
