import type { Diagnosis } from '../../../spec/index.ts';
import { readSignature } from './forms.ts';
import type { KnownSecret } from './keys.ts';
import { findSigning } from './search.ts';
import { type Timestamp, type TimestampKind, timestampOf } from './timestamps.ts';

/** What somebody sent, and what is known of how it should be signed. */
interface SignedRequest {
  /** In order, as they came; a name may stand twice. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** The expected secret first. */
  readonly secrets: readonly KnownSecret[];
  readonly now: Date;
  /** The format that is expected of the timestamp (default: seconds). */
  readonly format?: Exclude<TimestampKind, 'unreadable'>;
}

type SignatureReason = Diagnosis['reasons'][number];

/** Verifiers commonly allow five minutes. The documentation states no limit, so age alone makes no signature wrong. */
const windowSeconds = 300;

/** Points that the documentation leaves open, besides the timestamp. */
const open: ReadonlySet<string> = new Set(['form-upper-case', 'form-several']);

const says = {
  right: { code: 'right', says: 'right' },
  unsigned: { code: 'no-signature', says: 'missing: there is no header X-MiniVoice-Signature' },
  unchecked: { code: 'no-secret', says: 'not checked: no webhook secret is known' },
  empty: { code: 'empty-signature', says: 'empty' },
  unreadable: { code: 'unreadable-signature', says: 'neither hex nor base64' },
  unknown: { code: 'cannot-tell', says: 'signed with another secret or over other bytes; which, cannot be told' },
  noTimestamp: { code: 'timestamp-missing', says: 'without the header X-MiniVoice-Timestamp' },
  noTime: { code: 'timestamp-unreadable', says: 'with a timestamp that is neither a number of seconds nor a date' },
} as const satisfies Readonly<Record<string, SignatureReason>>;

/** Says whether a request is signed as documented and, if not, how it was signed instead. Pure, and bounded in its work. */
export function diagnose({ headers, body, secrets, now, format = 'seconds' }: SignedRequest): Diagnosis {
  const signature = headerValue(headers, 'x-minivoice-signature');
  const sent = headerValue(headers, 'x-minivoice-timestamp');
  const timestamp = sent === undefined ? undefined : aged(timestampOf(sent), now);
  const about = timestamp ? { timestamp } : {};
  if (signature === undefined) return { verdict: 'unsigned', reasons: [says.unsigned], ...about };
  const remarks = timestampRemarks(timestamp, format);
  if (secrets.length === 0) return { verdict: 'unchecked', reasons: [says.unchecked, ...remarks], ...about };
  const header = readSignature(signature);
  const encoding = headerValue(headers, 'content-encoding');
  const signing = findSigning({ body, encoding, timestamp: sent, secrets }, header);
  if (!signing) {
    const why = signature === '' ? says.empty : header.written.length === 0 ? says.unreadable : says.unknown;
    return { verdict: 'wrong', reasons: timestamp ? [why, ...remarks] : [...remarks, why], ...about };
  }
  const found = [...signing.departures, ...remarks];
  const isWrong = !timestamp || signing.departures.some(({ code }) => !open.has(code));
  const differsAt = firstDifference(signing.body, body);
  return {
    verdict: isWrong ? 'wrong' : found.length > 0 ? 'doubtful' : 'right',
    reasons: found.length > 0 ? found : [says.right],
    ...(signing.secret !== undefined && { secret: signing.secret }),
    ...about,
    ...(differsAt !== undefined && { differsAt }),
  };
}

/** What is remarkable about the timestamp itself, whatever was signed. */
function timestampRemarks(timestamp: Diagnosis['timestamp'], format: TimestampKind): readonly SignatureReason[] {
  if (!timestamp) return [says.noTimestamp];
  const { kind, ageSeconds = 0 } = timestamp;
  if (kind === 'unreadable') return [says.noTime];
  const isOther = kind !== format;
  const otherFormat = `with a timestamp in ${inWords[kind]} instead of ${inWords[format]}`;
  return [
    ...(isOther ? [{ code: `timestamp-in-${kind}`, says: otherFormat }] : []),
    ...(ageSeconds > windowSeconds
      ? [{ code: 'timestamp-old', says: `with a timestamp that is ${ageSeconds} s old` }]
      : []),
    ...(ageSeconds < -windowSeconds
      ? [{ code: 'timestamp-future', says: `with a timestamp that is ${-ageSeconds} s in the future` }]
      : []),
  ];
}

const inWords: Readonly<Record<TimestampKind, string>> = {
  seconds: 'seconds',
  milliseconds: 'milliseconds',
  rfc3339: 'RFC 3339',
  unreadable: 'another format',
};

function aged(timestamp: Timestamp, now: Date): NonNullable<Diagnosis['timestamp']> {
  if (timestamp.time === undefined) return timestamp;
  return { ...timestamp, ageSeconds: Math.round((now.getTime() - timestamp.time) / 1000) };
}

function headerValue(headers: SignedRequest['headers'], name: string): string | undefined {
  const values = headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value.trim());
  return values.length === 0 ? undefined : values.join(', ');
}

function firstDifference(signed: Uint8Array, came: Uint8Array): number | undefined {
  const length = Math.min(signed.length, came.length);
  for (let at = 0; at < length; at++) if (signed[at] !== came[at]) return at;
  return signed.length === came.length ? undefined : length;
}
