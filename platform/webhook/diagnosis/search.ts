import { bodiesOf } from './bodies.ts';
import type { SignatureHeader, Written } from './forms.ts';
import { type KnownSecret, keysOf } from './keys.ts';
import type { Option } from './option.ts';
import { timestampsOf } from './timestamps.ts';
import { digests, joinsOf } from './ways.ts';

/** What was signed, in which way, and with what. */
interface Signing {
  /** Where it departs from the documented way. */
  readonly departures: readonly Pick<Option<never>, 'code' | 'says'>[];
  /** Name of the known secret that was the key, or that the key was made of. */
  readonly secret: string | undefined;
  readonly body: Uint8Array;
}

interface Evidence {
  readonly body: Uint8Array;
  readonly encoding: string | undefined;
  readonly timestamp: string | undefined;
  readonly secrets: readonly KnownSecret[];
}

/** Maximum work for one request: bytes that are hashed, and digests that are made. */
const budget = { bytes: 48 * 1024 * 1024, digests: 20_000 };

/** The way of signing that gives the signature, with the fewest departures from the documented one, at most two. */
export function findSigning(
  { body, encoding, timestamp, secrets }: Evidence,
  header: SignatureHeader,
): Signing | undefined {
  const bodies = bodiesOf(body, encoding);
  const keys = keysOf(secrets);
  const timestamps = timestampsOf(timestamp, body, header.timestamp);
  const joins = timestamps.map(({ value }) => joinsOf(value));
  const lengths = [keys, bodies, timestamps, joins[0] ?? [], digests].map((options) => options.length);
  const left = { ...budget };
  for (const picked of upToTwoOtherThanFirst(lengths)) {
    const [keyAt = 0, bodyAt = 0, timestampAt = 0, joinAt = 0, digestAt = 0] = picked;
    const join = joins[timestampAt]?.[joinAt];
    const [key, content, time, hash] = [keys[keyAt], bodies[bodyAt], timestamps[timestampAt], digests[digestAt]];
    if (!key || !content || !time || !join || !hash) continue;
    const { before, behind, hasBody } = join.value;
    left.digests--;
    left.bytes -= before.length + behind.length + (hasBody ? content.value.length : 0);
    if (left.digests < 0 || left.bytes < 0) return undefined;
    const made = hash.value(key.value.bytes, [before, ...(hasBody ? [content.value] : []), behind]);
    const written = header.written.find(({ digest }) => isSame(digest, made));
    if (!written) continue;
    const options = [key, content, time, join, hash].filter((_, at) => picked[at] !== 0);
    return {
      departures: [...options.map(({ code, says }) => ({ code, says })), ...formsOf(written, made)],
      secret: key.value.secret,
      body: content.value,
    };
  }
  return undefined;
}

/** Shorter ones could match by accident. */
const shortest = 8;

function isSame(digest: Buffer, made: Buffer): boolean {
  return digest.equals(made) || (digest.length >= shortest && digest.equals(made.subarray(0, digest.length)));
}

function formsOf({ digest, forms }: Written, made: Buffer): Written['forms'] {
  if (digest.length === made.length) return forms;
  return [...forms, { code: 'form-cut', says: `cut to ${digest.length} of its ${made.length} bytes` }];
}

/** Every choice of one option from each list in which at most two are not the first, those with the fewest such first. */
function* upToTwoOtherThanFirst(lengths: readonly number[]): Generator<readonly number[]> {
  const first = lengths.map(() => 0);
  yield first;
  for (const one of singles(lengths)) yield first.with(one.list, one.option);
  for (const one of singles(lengths)) {
    for (const other of singles(lengths)) {
      if (other.list > one.list) yield first.with(one.list, one.option).with(other.list, other.option);
    }
  }
}

function* singles(lengths: readonly number[]): Generator<{ readonly list: number; readonly option: number }> {
  for (const [list, length] of lengths.entries()) {
    for (let option = 1; option < length; option++) yield { list, option };
  }
}
