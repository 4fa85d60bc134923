import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, _baseTest as test } from '@playwright/test';
import { diagnose } from '../../platform/webhook/diagnosis/diagnose.ts';
import { signatureVectors } from '../../spec/index.ts';
import {
  body,
  codes,
  compact,
  diagnosed,
  hex,
  ms,
  now,
  other,
  type Signing,
  seconds,
  secret,
  signedBody,
} from './diagnosed.ts';

test('a signature is right in each format of the timestamp that is expected', () => {
  expect(diagnosed({})).toMatchObject({ verdict: 'right', secret: 'secret 1', timestamp: { ageSeconds: 0 } });
  expect(diagnosed({ sent: ms, format: 'milliseconds' }).verdict).toBe('right');
  expect(diagnosed({ sent: '2026-05-29T12:10:00Z', format: 'rfc3339' }).verdict).toBe('right');
});

test('it says where the body that was signed first differs', () => {
  expect(diagnosed({ text: signedBody(compact) }).differsAt).toBe(1);
  expect(diagnosed({ text: signedBody(`${body}\n`) }).differsAt).toBe(Buffer.byteLength(body));
  expect(diagnosed({ key: other }).differsAt).toBeUndefined();
});

test('no signature, no secret, and what is no signature at all', () => {
  const secrets = [{ name: 'secret 1', value: secret }];
  const judged = (headers: readonly (readonly [string, string])[], known = secrets) =>
    diagnose({ headers, body: Buffer.from(body), secrets: known, now });
  expect(codes(judged([['X-MiniVoice-Timestamp', seconds]]))).toEqual(['no-signature']);
  expect(judged([]).verdict).toBe('unsigned');
  const timestamp = ['x-minivoice-timestamp', seconds] as const;
  expect(judged([timestamp, ['x-minivoice-signature', `v1=${'0'.repeat(64)}`]], [])).toMatchObject({
    verdict: 'unchecked',
    reasons: [{ code: 'no-secret' }],
  });
  expect(codes(judged([timestamp, ['x-minivoice-signature', '']]))).toEqual(['empty-signature']);
  expect(codes(judged([timestamp, ['x-minivoice-signature', 'v1=<redacted>']]))).toEqual(['unreadable-signature']);
});

test('what was made with an unknown secret or over other bytes cannot be told', () => {
  expect(codes(diagnosed({ key: 'whsec_unknown' }))).toEqual(['cannot-tell']);
  expect(codes(diagnosed({ text: signedBody(body.replace('123', '124')) }))).toEqual(['cannot-tell']);
  expect(codes(diagnosed({ sent: null, key: 'whsec_unknown' }))).toEqual(['timestamp-missing', 'cannot-tell']);
});

test('three mistakes at once are more than can be told', () => {
  const text = `${ms}:${compact}`;
  expect(codes(diagnosed({ text }))).toEqual(['cannot-tell']);
});

test('plain SHA-256 is told from HMAC', () => {
  const digest = createHash('sha256').update(`${seconds}.${body}`).digest();
  expect(codes(diagnosed({ form: () => hex(digest) }))).toEqual(['hash-plain']);
});

test('accepted test vectors are found right or doubtful, and rejected ones never right', () => {
  for (const vector of signatureVectors()) {
    const { verdict } = diagnose({
      headers: Object.entries(vector.headers),
      body: Buffer.from(vector.bodyBase64, 'base64'),
      secrets: [{ name: 'the secret', value: vector.secret }],
      now: new Date(vector.now * 1000),
    });
    const allowed = vector.expect === 'accept' ? ['right', 'doubtful'] : ['wrong', 'unsigned', 'doubtful'];
    expect(allowed, vector.id).toContain(verdict);
  }
});

/** Inputs that try to make it work long, or fail. */
const hostile: readonly (readonly [string, Signing])[] = [
  ['a header of one megabyte', { form: () => 'v1='.repeat(350_000) }],
  ['thousands of signatures', { form: () => Array(50_000).fill('v1=00').join(',') }],
  ['a timestamp of one megabyte', { sent: '9'.repeat(1_000_000), form: () => 'v1=00', text: '' }],
  ['a body of eight megabytes', { body: Buffer.alloc(8 * 1024 * 1024, 0x61), form: () => hex(Buffer.alloc(32)) }],
  [
    'a body of one megabyte of JSON',
    { body: JSON.stringify(Array(120_000).fill({})), form: () => hex(Buffer.alloc(32)) },
  ],
  [
    'a body nested a hundred thousand times',
    { body: '['.repeat(100_000) + ']'.repeat(100_000), form: () => hex(Buffer.alloc(32)) },
  ],
  [
    'a binary body',
    { body: Buffer.from(Array.from({ length: 65_536 }, (_, at) => (at * 7) % 256)), form: () => hex(Buffer.alloc(32)) },
  ],
  [
    'a body that unpacks to a gigabyte',
    {
      body: gzipSync(Buffer.alloc(64 * 1024 * 1024)),
      headers: [['Content-Encoding', 'gzip']],
      form: () => hex(Buffer.alloc(32)),
    },
  ],
  [
    'a body with __proto__',
    { body: '{"__proto__":{"created_at":1},"created_at":{}}', form: () => hex(Buffer.alloc(32)) },
  ],
  [
    'five hundred known secrets',
    { secrets: Array.from({ length: 500 }, (_, at) => `secret number ${at}`), form: () => hex(Buffer.alloc(32)) },
  ],
];

for (const [name, signing] of hostile) {
  test(`its work is bounded, and it does not fail: ${name}`, () => {
    const start = process.cpuUsage();
    const diagnosis = diagnosed(signing);
    const { user } = process.cpuUsage(start);
    expect(diagnosis.verdict).toBe('wrong');
    expect(JSON.stringify(diagnosis).length).toBeLessThan(2_000);
    expect(user / 1e6).toBeLessThan(5);
  });
}
