import { timestampText } from '../signature.ts';
import { bodiesOf } from './bodies.ts';
import { keysOf } from './keys.ts';
import { distinct, type Option } from './option.ts';
import { digests, joinsOf } from './ways.ts';

/** The two headers of a signature. */
interface SignedHeaders {
  readonly 'X-MiniVoice-Timestamp': string;
  readonly 'X-MiniVoice-Signature': string;
}

/**
 * A body signed with one mistake each, the usual ones first: what a receiver accepts of these says how it verifies. None of
 * them is the right signature.
 */
export function wrongSignings(body: Uint8Array, secret: string, at: Date): readonly Option<SignedHeaders>[] {
  const seconds = timestampText(at, 'seconds');
  const [exactJoin, ...joins] = joinsOf(seconds);
  const [exactDigest, ...otherDigests] = digests;
  const [exactKey, ...keys] = keysOf([{ name: 'the configuration', value: secret }]);
  if (!exactJoin || !exactDigest || !exactKey) return [];

  const made = (
    { join = exactJoin.value, digest = exactDigest.value, key = exactKey.value.bytes, bytes = body },
    write = (hash: Buffer) => `v1=${hash.toString('hex')}`,
    timestamp = seconds,
  ): SignedHeaders => ({
    'X-MiniVoice-Timestamp': timestamp,
    'X-MiniVoice-Signature': write(digest(key, [join.before, ...(join.hasBody ? [bytes] : []), join.behind])),
  });
  const timed = (format: 'milliseconds' | 'rfc3339', says: string): Option<SignedHeaders> => {
    const timestamp = timestampText(at, format);
    const join = { before: `${timestamp}.`, behind: '', hasBody: true };
    return { code: `time-${format}`, says, value: made({ join }, undefined, timestamp) };
  };
  const options: readonly Option<SignedHeaders>[] = [
    timed('milliseconds', 'signed with a timestamp in milliseconds'),
    ...bodiesOf(body, undefined).map(({ value: bytes, ...rest }) => ({ ...rest, value: made({ bytes }) })),
    ...joins.map(({ value: join, ...rest }) => ({ ...rest, value: made({ join }) })),
    timed('rfc3339', 'signed with a timestamp as RFC 3339 writes it'),
    ...[
      ['hex-alone', 'written in hex without v1=', (hash: Buffer) => hash.toString('hex')] as const,
      ['base64', 'written in base64 behind v1=', (hash: Buffer) => `v1=${hash.toString('base64')}`] as const,
      ['base64-alone', 'written in base64 without v1=', (hash: Buffer) => hash.toString('base64')] as const,
    ].map(([code, says, write]) => ({ code: `written-${code}`, says, value: made({}, write) })),
    ...keys.map(({ value: { bytes: key }, ...rest }) => ({ ...rest, value: made({ key }) })),
    ...otherDigests.map(({ value: digest, ...rest }) => ({ ...rest, value: made({ digest }) })),
  ];
  const right = { code: 'right', says: '', value: made({}) };
  return distinct([right, ...options], (headers) => Object.values(headers).join(' ')).slice(1);
}
