import { gunzipSync } from 'node:zlib';
import type { ApiCall, ApiClient, ApiResponse, ClientDecision } from '../api-client.ts';
import { client } from '../client.ts';
import type { Mutant } from '../mutant.ts';

/** Refuses a success that is not as the sample shows it. */
function demanding(isAsExpected: (value: unknown, call: ApiCall, response: ApiResponse) => boolean) {
  return (reference: ApiClient): Partial<ApiClient> & ThisType<ApiClient> => ({
    verdict(call, response) {
      const verdict = reference.verdict.call(this, call, response);
      if (verdict.outcome !== 'done' || isAsExpected(JSON.parse(response.text), call, response)) return verdict;
      return { outcome: 'failed' };
    },
  });
}

/** A member of a response, however deep. */
function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((here, name) => (here as Readonly<Record<string, unknown>>)[name], value);
}

const isCreated = ({ method }: ApiCall) => method === 'POST';

/** Readers of responses that know one sample by heart, and clients that keep too much between requests. */
export const apiResponses: readonly Mutant[] = [
  client(
    'api-expects-dialing',
    ['api.response.tolerant', 'api.response.open-values'],
    'takes a call for placed only while it is dialing.',
    demanding((value, call) => !isCreated(call) || at(value, 'status') === 'dialing'),
  ),
  client(
    'api-known-outcomes',
    ['api.response.open-values'],
    'refuses a summary whose outcome it does not know.',
    demanding(
      (value, call) =>
        isCreated(call) || [undefined, null, 'follow_up_needed'].includes(at(value, 'data', 'outcome') as undefined),
    ),
  ),
  client(
    'api-created-only',
    ['api.response.open-values'],
    'takes a call for placed with status 201 alone.',
    demanding((_, call, { status }) => !isCreated(call) || status === 201),
  ),
  client(
    'api-metadata-required',
    ['api.response.open-values'],
    'reads metadata that are null.',
    demanding((value, call) => {
      const metadata = isCreated(call) ? at(value, 'metadata') : undefined;
      return metadata === undefined || at(metadata, 'record') !== 'never';
    }),
  ),
  client(
    'api-first-item',
    ['api.response.open-values'],
    'reads the first of the things to do, of which there may be none.',
    demanding((value, call) => {
      const items = isCreated(call) ? undefined : at(value, 'data', 'action_items');
      return !Array.isArray(items) || items[0].trim() !== '';
    }),
  ),
  client(
    'api-whole-seconds',
    ['api.response.open-values'],
    'reads times of whole seconds alone.',
    demanding((value, call) => {
      const time = isCreated(call) ? at(value, 'created_at') : undefined;
      return typeof time !== 'string' || /^[0-9TZ:-]+$/.test(time);
    }),
  ),
  client(
    'api-provider-header',
    ['api.response.open-values'],
    'puts the id of the provider into a header, which takes characters of ASCII alone.',
    demanding((value, call) => {
      const id = isCreated(call) ? at(value, 'provider_call_id') : undefined;
      return typeof id !== 'string' || /^[ -~]*$/.test(id);
    }),
  ),
  client(
    'api-small-buffer',
    ['api.response.open-values'],
    'reads no more than 16 kB.',
    demanding((_, __, { text }) => text.length <= 16_384),
  ),
  client(
    'api-exact-content-type',
    ['api.response.any-form'],
    'compares the media type with its parameters.',
    demanding((_, __, { headers }) => headers['content-type'] === 'application/json'),
  ),
  client('api-reads-latin1', ['api.response.any-form'], 'reads bytes as characters.', (reference) => ({
    async send(url, call, headers) {
      const response = await reference.send.call(this, url, call, headers);
      return { ...response, text: Buffer.from(response.text).toString('latin1') };
    },
  })),
  client('api-first-piece', ['api.response.any-form'], 'takes the first piece of a body for all of it.', () => ({
    readBody: async (pieces) => {
      for await (const piece of pieces) return String(piece);
      return '';
    },
  })),
  client('api-decodes-pieces', ['api.response.any-form'], 'decodes each piece of a body by itself.', () => ({
    readBody: async (pieces) => {
      let text = '';
      for await (const piece of pieces) text += String(piece);
      return text;
    },
  })),
  client(
    'api-decodes-pieces-of-two-kinds',
    ['api.response.any-form'],
    'accepts gzip, which it reads as a whole, and decodes each piece of any other body by itself.',
    ({ headers }) => ({
      headers: (call, key) => ({ ...headers(call, key), 'Accept-Encoding': 'gzip' }),
      readBody: async (pieces) => {
        const read: Buffer[] = [];
        for await (const piece of pieces) read.push(piece);
        const whole = Buffer.concat(read);
        return whole[0] === 0x1f ? gunzipSync(whole).toString() : read.map(String).join('');
      },
    }),
  ),
  client(
    'api-refuses-twins',
    ['api.response.open-values'],
    'takes a list for broken that has an entry twice.',
    (reference) => ({
      verdict(call, response) {
        const lists = [...response.text.matchAll(/\[("[^\]]*")\]/g)].map(([, items = '']) => items.split('","'));
        const hasTwins = lists.some((items) => new Set(items).size < items.length);
        return hasTwins ? { outcome: 'failed' } : reference.verdict.call(this, call, response);
      },
    }),
  ),
  client(
    'api-last-response',
    ['api.calls.isolated'],
    'keeps the last response where every request reads it.',
    (reference) => {
      let last: ApiResponse | undefined;
      return {
        async send(url, call, headers) {
          last = await reference.send.call(this, url, call, headers);
          await new Promise((resolve) => setTimeout(resolve, 5));
          return last;
        },
      };
    },
  ),
  client('api-last-verdict', ['api.calls.isolated'], 'shows the last verdict to everyone.', (reference) => {
    let last: ClientDecision | undefined;
    return {
      async run(call, environment) {
        last = await reference.run.call(this, call, environment);
        await new Promise((resolve) => setTimeout(resolve, 10));
        return last;
      },
    };
  }),
  client(
    'api-long-ids',
    ['api.call-id.kept'],
    'keeps ids of the longer of the two documented forms alone.',
    (reference) => ({
      verdict(call, response) {
        const { call_id: id, ...rest } = reference.verdict.call(this, call, response);
        return id === undefined || !/\d{8}T\d{6}/.test(id) ? rest : { ...rest, call_id: id };
      },
    }),
  ),
  client('api-provider-id', ['api.call-id.kept'], 'keeps the id of the provider instead.', (reference) => ({
    verdict(call, response) {
      const verdict = reference.verdict.call(this, call, response);
      const [, id] = /"provider_call_id":"([^"]+)"/.exec(response.text) ?? [];
      return verdict.call_id !== undefined && id !== undefined ? { ...verdict, call_id: id } : verdict;
    },
  })),
  client(
    'api-call-exists',
    ['api.call-id.events-first'],
    'fails when an event has stored the call before it does.',
    (reference) => ({
      async run(call, environment) {
        const verdict = await reference.run.call(this, call, environment);
        const known = verdict.call_id === undefined ? [] : await environment.store.load(verdict.call_id);
        return known.length > 0 ? { outcome: 'failed' } : verdict;
      },
    }),
  ),
];
