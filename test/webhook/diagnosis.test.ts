import { gzipSync } from 'node:zlib';
import { expect, _baseTest as test } from '@playwright/test';
import {
  body,
  codes,
  compact,
  core,
  diagnosed,
  hex,
  hexSecret,
  ms,
  other,
  type Signing,
  seconds,
  secret,
  signedBody,
  value,
} from './diagnosed.ts';

/** Name, how it was signed, and the reasons that must be found. */
const wrong: readonly (readonly [string, Signing, readonly string[]])[] = [
  ['the body re-serialised as compact JSON', { text: signedBody(compact) }, ['body-compact']],
  ['the body indented by two spaces', { text: signedBody(JSON.stringify(value, null, 2)) }, ['body-indented-2']],
  ['the body indented by four spaces', { text: signedBody(JSON.stringify(value, null, 4)) }, ['body-indented-4']],
  [
    'the body with sorted keys',
    {
      text: signedBody(
        '{"call":{"id":"call_123","note":"Grüße & /a"},"created_at":"2026-05-29T12:09:55Z","event":"call.completed"}',
      ),
    },
    ['body-sorted'],
  ],
  [
    'the body as json.dumps of Python writes it',
    {
      text: signedBody(
        '{"event": "call.completed", "created_at": "2026-05-29T12:09:55Z", "call": {"id": "call_123", "note": "Gr\\u00fc\\u00dfe & /a"}}',
      ),
    },
    ['body-ascii-spaced'],
  ],
  [
    'the body as json_encode of PHP writes it',
    {
      text: signedBody(compact.replaceAll('/', '\\/').replaceAll('ü', '\\u00fc').replaceAll('ß', '\\u00df')),
    },
    ['body-ascii-slashes'],
  ],
  ['the body as encoding/json of Go writes it', { text: signedBody(compact.replace('&', '\\u0026')) }, ['body-html']],
  ['the body with a line end behind it', { text: signedBody(`${body}\n`) }, ['body-newline']],
  ['the body with LF instead of CR LF', { text: signedBody(body.replace('\r\n', '\n')) }, ['body-lf']],
  ['the trimmed body', { body: `${body}\n`, text: signedBody(body) }, ['body-trimmed']],
  [
    'the URL-decoded body',
    { body: 'payload=%7B%22a%22%3A1%7D', text: signedBody('payload={"a":1}') },
    ['body-url-decoded'],
  ],
  ['no body', { text: signedBody('') }, ['body-empty']],
  [
    'the body before it was compressed',
    { body: gzipSync(body), text: signedBody(body), headers: [['Content-Encoding', 'gzip']] },
    ['body-unpacked'],
  ],
  [
    'binary bytes read as text',
    { body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), text: signedBody('{\ufffd\ufffd}') },
    ['body-as-text'],
  ],
  ['the body alone', { text: body }, ['join-body-alone']],
  ['no separator', { text: `${seconds}${body}` }, ['join-no-separator']],
  ['a colon as the separator', { text: `${seconds}:${body}` }, ['join-another-separator']],
  ['body and timestamp the other way round', { text: `${body}.${seconds}` }, ['join-reversed']],
  ['the timestamp alone', { text: seconds }, ['join-timestamp-alone']],
  ['the timestamp in milliseconds, sent in seconds', { text: `${ms}.${body}` }, ['timestamp-as-milliseconds']],
  [
    'the timestamp in seconds, sent in milliseconds',
    { sent: ms, text: `${seconds}.${body}` },
    ['timestamp-as-seconds', 'timestamp-in-milliseconds'],
  ],
  ['the timestamp as a date, sent in seconds', { text: `2026-05-29T12:10:00Z.${body}` }, ['timestamp-as-date']],
  ['created_at of the body', { text: `2026-05-29T12:09:55Z.${body}` }, ['timestamp-created-at']],
  ['created_at of the body in seconds', { text: `1780056595.${body}`, sent: '1780056607' }, ['timestamp-created-at']],
  ['a clock that was read twice', { text: `1780056601.${body}` }, ['timestamp-near']],
  ['no header with the timestamp', { sent: null, text: `.${body}` }, ['timestamp-missing']],
  [
    'no header with the timestamp, and the body alone',
    { sent: null, text: body },
    ['join-body-alone', 'timestamp-missing'],
  ],
  ['another known secret', { key: other }, ['secret-another-secret']],
  ['the secret with a line end', { key: `${secret}\n` }, ['secret-newline']],
  ['the secret without its white space', { key: secret, secrets: [` ${secret} `] }, ['secret-trimmed']],
  ['the secret in quotes', { key: `"${secret}"` }, ['secret-quoted']],
  ['the secret without its prefix', { key: core }, ['secret-without-prefix']],
  ['the secret without its prefix, decoded', { key: Buffer.from(core, 'base64') }, ['secret-base64-decoded']],
  ['the secret decoded', { key: Buffer.from(core, 'base64'), secrets: [core] }, ['secret-base64-decoded']],
  ['the secret decoded from hex', { key: Buffer.from(hexSecret, 'hex'), secrets: [hexSecret] }, ['secret-hex-decoded']],
  ['the word undefined as the secret', { key: 'undefined' }, ['secret-no-value']],
  ['an empty secret', { key: '' }, ['secret-empty']],
  ['the secret that is printed in the documentation', { key: 'change-me' }, ['secret-printed']],
  ['SHA-1', { hash: 'sha1' }, ['hash-sha1']],
  ['SHA-512', { hash: 'sha512' }, ['hash-sha512']],
  ['base64', { form: (digest) => `v1=${digest.toString('base64')}` }, ['form-base64']],
  ['base64 for URLs', { form: (digest) => `v1=${digest.toString('base64url')}` }, ['form-base64']],
  [
    'base64 of the hex text',
    { form: (digest) => `v1=${Buffer.from(digest.toString('hex')).toString('base64')}` },
    ['form-base64-of-hex'],
  ],
  ['no scheme before it', { form: (digest) => digest.toString('hex') }, ['form-no-scheme']],
  ['the scheme of another platform', { form: (digest) => `sha256=${digest.toString('hex')}` }, ['form-another-scheme']],
  ['only the first half of it', { form: (digest) => hex(digest.subarray(0, 16)) }, ['form-cut']],
  [
    'two mistakes at once',
    { key: other, text: signedBody(compact), form: (digest) => digest.toString('base64') },
    ['secret-another-secret', 'body-compact', 'form-no-scheme', 'form-base64'],
  ],
  [
    'a timestamp that is no time, and another secret',
    { key: other, sent: 'today' },
    ['secret-another-secret', 'timestamp-unreadable'],
  ],
];

for (const [name, signing, expected] of wrong) {
  test(`a signature is wrong, and named: ${name}`, () => {
    const diagnosis = diagnosed(signing);
    expect({ verdict: diagnosis.verdict, codes: codes(diagnosis) }).toEqual({ verdict: 'wrong', codes: expected });
  });
}

/** What matches, and what a receiver may refuse all the same. */
const doubtful: readonly (readonly [string, Signing, readonly string[]])[] = [
  ['milliseconds', { sent: ms }, ['timestamp-in-milliseconds']],
  ['a date', { sent: '2026-05-29T12:10:00Z' }, ['timestamp-in-rfc3339']],
  ['a timestamp that is old', { sent: '1780053000' }, ['timestamp-old']],
  ['a timestamp that lies in the future', { sent: '1780060200' }, ['timestamp-future']],
  ['a timestamp that is no time', { sent: 'now' }, ['timestamp-unreadable']],
  ['hex in upper case', { form: (digest) => `v1=${digest.toString('hex').toUpperCase()}` }, ['form-upper-case']],
  ['several in one header', { form: (digest) => `v1=${'0'.repeat(64)},${hex(digest)}` }, ['form-several']],
];

for (const [name, signing, expected] of doubtful) {
  test(`a signature matches, and what the documentation leaves open is named: ${name}`, () => {
    const diagnosis = diagnosed(signing);
    expect({ verdict: diagnosis.verdict, codes: codes(diagnosis) }).toEqual({ verdict: 'doubtful', codes: expected });
  });
}
