import { createHash, createHmac } from 'node:crypto';
import { expect, _baseTest as test } from '@playwright/test';
import type { KeptExchange } from '../../cli/ui/traffic/kept.ts';
import { probe } from '../../cli/ui/traffic/probe.ts';

const secret = 'not-a-real-secret';
const request: KeptExchange['request'] = {
  method: 'POST',
  url: 'http://127.0.0.1:1/webhook',
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from(JSON.stringify({ event: 'call.created', call: { id: 'call_1', url: 'a/b' } })),
};

interface Got {
  readonly time: string;
  readonly signature: string;
  readonly body: string;
}
type Receiver = (got: Got) => boolean;

const hmac = (text: string, key = secret) => createHmac('sha256', key).update(text).digest('hex');
const isFresh = (ms: number) => Math.abs(Date.now() - ms) <= 300_000;
const parsed = (body: string): object => JSON.parse(body) as object;
const sorted = (body: string) => {
  const { call, event } = parsed(body) as { call: { id: string; url: string }; event: string };
  return JSON.stringify({ call: { id: call.id, url: call.url }, event });
};
/** As Python writes it. */
const spaced = (body: string) => JSON.stringify(parsed(body)).replaceAll('":', '": ').replaceAll(',"', ', "');

/** How a receiver verifies, and what is said of it. */
const receivers: readonly (readonly [string, Receiver, string])[] = [
  [
    'right',
    ({ time, signature, body }) => signature === `v1=${hmac(`${time}.${body}`)}` && isFresh(Number(time) * 1000),
    'accepts the right signature, and verifies the bytes that came',
  ],
  ['nothing', () => true, 'accepts an event without a signature'],
  [
    'the body, read and written again',
    ({ time, signature, body }) => signature === `v1=${hmac(`${time}.${JSON.stringify(parsed(body))}`)}`,
    'refuses the right signature of a body with white space, and accepts one that is signed over the body re-serialised, as compact JSON',
  ],
  [
    'the body as Python writes it',
    ({ time, signature, body }) => signature === `v1=${hmac(`${time}.${spaced(body)}`)}`,
    'accepts one that is signed over the body re-serialised, with a space behind each comma and colon',
  ],
  [
    'the body with sorted keys',
    ({ time, signature, body }) => signature === `v1=${hmac(`${time}.${sorted(body)}`)}`,
    'signed over the body re-serialised, as compact JSON with sorted keys',
  ],
  [
    'the body as PHP writes it',
    ({ time, signature, body }) =>
      signature === `v1=${hmac(`${time}.${JSON.stringify(parsed(body)).replaceAll('/', '\\/')}`)}`,
    'with escaped slashes',
  ],
  [
    'a time in milliseconds',
    ({ time, signature, body }) => signature === `v1=${hmac(`${time}.${body}`)}` && isFresh(Number(time)),
    'signed with a timestamp in milliseconds',
  ],
  [
    'a time as text',
    ({ time, signature, body }) =>
      signature === `v1=${hmac(`${time}.${body}`)}` && isFresh(Date.parse(time)) && time.includes('T'),
    'signed with a timestamp as RFC 3339 writes it',
  ],
  ['the body alone', ({ signature, body }) => signature === `v1=${hmac(body)}`, 'signed over the body alone'],
  [
    'no dot',
    ({ time, signature, body }) => signature === `v1=${hmac(`${time}${body}`)}`,
    'without the dot between them',
  ],
  ['a colon', ({ time, signature, body }) => signature === `v1=${hmac(`${time}:${body}`)}`, 'with ":" between them'],
  [
    'another order',
    ({ time, signature, body }) => signature === `v1=${hmac(`${body}.${time}`)}`,
    'signed over body, dot and timestamp',
  ],
  ['no body', ({ time, signature }) => signature === `v1=${hmac(`${time}.`)}`, 'signed over an empty body'],
  ['no prefix', ({ time, signature, body }) => signature === hmac(`${time}.${body}`), 'written in hex without v1='],
  [
    'base64',
    ({ time, signature, body }) =>
      signature === `v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('base64')}`,
    'written in base64 behind v1=',
  ],
  [
    'SHA-1',
    ({ time, signature, body }) =>
      signature === `v1=${createHmac('sha1', secret).update(`${time}.${body}`).digest('hex')}`,
    'signed by HMAC SHA-1 instead of SHA-256',
  ],
  [
    'no key',
    ({ time, signature, body }) => signature === `v1=${createHash('sha256').update(`${time}.${body}`).digest('hex')}`,
    'signed by SHA-256 without a key instead of HMAC',
  ],
  [
    'a secret that is missing',
    ({ time, signature, body }) => signature === `v1=${hmac(`${time}.${body}`, 'undefined')}`,
    'signed with the word "undefined" as the secret',
  ],
  [
    'a secret with a line end',
    ({ time, signature, body }) => signature === `v1=${hmac(`${time}.${body}`, `${secret}\n`)}`,
    'and a line end behind it',
  ],
  [
    'another secret',
    ({ time, signature, body }) => signature === `v1=${hmac(`${time}.${body}`, 'something-else')}`,
    'each usual mistake too: compare its secret',
  ],
];

for (const [what, verifies, sentence] of receivers) {
  test(`a receiver that verifies ${what} is known by what it accepts`, async () => {
    const names: string[] = [];
    const found = await probe(request, {
      secret,
      async send({ headers, body }, how) {
        names.push(how);
        const { 'X-MiniVoice-Timestamp': time = '', 'X-MiniVoice-Signature': signature = '' } =
          Object.fromEntries(headers);
        const status = verifies({ time, signature, body: body.toString() }) ? 204 : 401;
        return { response: { status, headers: [], body: Buffer.alloc(0) } } as unknown as KeptExchange;
      },
    });
    expect(found.sentence).toContain(sentence);
    expect(found.isGood).toBe(what === 'right');
    expect(names[0]).toBe('no signature');
    expect(names.length).toBeLessThan(100);
  });
}
