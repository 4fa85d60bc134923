import { createHash, createHmac } from 'node:crypto';
import type { Option } from './option.ts';

/** What is put before and behind the body. */
interface Join {
  readonly before: string;
  readonly behind: string;
  readonly hasBody: boolean;
}

type Digest = (key: Buffer, parts: readonly (string | Uint8Array)[]) => Buffer;

export function joinsOf(timestamp: string): readonly Option<Join>[] {
  const join = (code: string, says: string, before: string, behind = '', hasBody = true): Option<Join> => ({
    code: `join-${code}`,
    says,
    value: { before, behind, hasBody },
  });
  const separators = [':', '\n', '|', ',', ' ', '-', '_', ';', '&'];
  return [
    join('exact', 'signed over timestamp, dot and body', `${timestamp}.`),
    join('body-alone', 'signed over the body alone', ''),
    join('no-separator', 'signed over timestamp and body without the dot between them', timestamp),
    ...separators.map((each) =>
      join(
        'another-separator',
        `signed over timestamp and body with ${JSON.stringify(each)} between them`,
        `${timestamp}${each}`,
      ),
    ),
    join('reversed', 'signed over body, dot and timestamp', '', `.${timestamp}`),
    join('reversed', 'signed over body and timestamp', '', timestamp),
    join('version', 'signed over v1, timestamp and body with dots between them', `v1.${timestamp}.`),
    join('version', 'signed over v1, timestamp and body with colons between them', `v1:${timestamp}:`),
    join('timestamp-alone', 'signed over the timestamp alone', timestamp, '', false),
  ];
}

const hmac =
  (name: string): Digest =>
  (key, parts) =>
    parts.reduce((made, part) => made.update(part), createHmac(name, key)).digest();

const plain: Digest = (_, parts) => parts.reduce((made, part) => made.update(part), createHash('sha256')).digest();

const keyFirst: Digest = (key, parts) => plain(key, [key, ...parts]);

export const digests: readonly Option<Digest>[] = [
  { code: 'hash-exact', says: 'signed by HMAC SHA-256', value: hmac('sha256') },
  { code: 'hash-sha1', says: 'signed by HMAC SHA-1 instead of SHA-256', value: hmac('sha1') },
  { code: 'hash-sha512', says: 'signed by HMAC SHA-512 instead of SHA-256', value: hmac('sha512') },
  { code: 'hash-sha384', says: 'signed by HMAC SHA-384 instead of SHA-256', value: hmac('sha384') },
  { code: 'hash-md5', says: 'signed by HMAC MD5 instead of SHA-256', value: hmac('md5') },
  { code: 'hash-plain', says: 'signed by SHA-256 without a key instead of HMAC', value: plain },
  { code: 'hash-key-first', says: 'signed by SHA-256 over secret and text instead of HMAC', value: keyFirst },
];
