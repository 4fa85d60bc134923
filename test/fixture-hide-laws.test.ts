import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import type { Crossed, Header } from '../fixtures/crossed.ts';
import { secretIn } from '../fixtures/folder.ts';
import { createHider } from '../fixtures/hide.ts';
import { fixturesOf } from '../fixtures/record.ts';
import { planted, shows } from './planted.ts';

const secrets = [planted.webhookSecret, planted.apiKey];
const salt = 'a-salt-of-the-test';

/** What stands in headers and bodies: secrets of all kinds, personal data, marks, and nothing worth hiding. */
const piece = fc.oneof(
  fc.constantFrom(
    ...Object.values(planted),
    'Bearer abcdefgh12345678',
    'csrftoken=abcdefghijklmnop0001; Path=/',
    `v1=${'0a'.repeat(32)}`,
    'v1=short',
    '<redacted>',
    '<personal>',
    'Bearer <redacted>',
    'token=abc&pin=1234',
    '{"password":"hunter2"}',
    'https://user:hunter2@integration.example.net/?api_key=abcdefgh',
    'Goodbye.',
    '%7B%22pin%22%3A%221234%22%7D',
  ),
  fc.string({ maxLength: 12 }),
);
const text = fc
  .array(piece, { minLength: 1, maxLength: 4 })
  .chain((pieces) => fc.constantFrom('', ' ', '&', '; ', ', ').map((gap) => pieces.join(gap)));
const packed = fc
  .tuple(text, fc.constantFrom(gzipSync, deflateSync, deflateRawSync, brotliCompressSync))
  .map(([plain, pack]) => pack(`packed: ${plain}`).toString('base64'));
const value = fc.oneof(
  text,
  text,
  packed,
  text.map(encodeURI),
  text.map((plain) => JSON.stringify({ note: plain })),
);
const name = fc.constantFrom(
  'Set-Cookie',
  'set-cookie',
  'Cookie',
  'Authorization',
  'X-Token',
  'X-MiniVoice-Signature',
  'X-MiniVoice-Timestamp',
  'X-Note',
  'X-Customer-Name',
  'From',
  'Location',
);

test('what is hidden stays as it is when it is hidden again, under any name and in any text', () => {
  fc.assert(
    fc.property(name, value, (header, plain) => {
      const hider = createHider({ secrets, salt });
      const once = hider.named(header, plain);
      expect(createHider({ secrets, salt }).named(header, once)).toBe(once);
      const body = hider.text(plain);
      expect(createHider({ secrets, salt }).text(body)).toBe(body);
      const json = hider.json({ [header]: plain, list: [plain] });
      expect(createHider({ secrets, salt }).json(json)).toEqual(json);
    }),
    { numRuns: 400 },
  );
});

const exchange = (headers: readonly Header[], body: Buffer): Crossed => ({
  kind: 'answer',
  request: { method: 'POST', url: 'https://a.example.net/answer?call_id=call_1', headers, body },
  response: { status: 200, headers, body },
});

test('what is kept of any headers and bodies holds no secret, so that it loads', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value), { maxLength: 5 }), value, (headers, body) => {
      const [named] = fixturesOf([exchange(headers, Buffer.from(body))], { secrets, salt });
      expect(secretIn(named?.fixture, secrets)).toBeUndefined();
    }),
    { numRuns: 400 },
  );
});

for (const [coding, pack] of Object.entries({
  gzip: gzipSync,
  br: brotliCompressSync,
  deflate: deflateSync,
  'deflate ': deflateRawSync,
})) {
  for (const label of [coding.trim(), '', 'UTF-8', 'gzip, br']) {
    test(`a key in a body that is packed as ${JSON.stringify(coding)} is hidden where Content-Encoding is "${label}"`, () => {
      const body = pack(JSON.stringify({ note: planted.unknownKey }));
      const [named] = fixturesOf([exchange([['Content-Encoding', label]], body)], { secrets: [] });
      expect(named?.fixture.response?.json).toEqual({ note: '<redacted>' });
      expect(shows(JSON.stringify(named), planted.unknownKey)).toBe(false);
    });
  }
}
