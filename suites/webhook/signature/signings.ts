import { createHmac } from 'node:crypto';
import type { PlatformEvent } from '../../../platform/events/events.ts';
import { sign } from '../../../platform/webhook/signature.ts';
import { type Forgery, type Headers, header, signature, stamp } from './forgeries.ts';

/** A signature made of the right parts in another way. */
function signedBy(what: string, make: (timestamp: string) => string): Forgery {
  return header(what, (headers) => ({ ...headers, [signature]: make(headers[stamp] ?? '') }));
}

/** What a secret that was not configured becomes in one language or another. */
const unset = ['', 'undefined', 'null', 'None', 'false'] as const;

export function emptySecrets(event: PlatformEvent): readonly Forgery[] {
  return unset.map((secret) =>
    signedBy(`a signature made with ${secret === '' ? 'an empty secret' : `the secret "${secret}"`}`, (timestamp) =>
      sign(secret, timestamp, JSON.stringify(event)),
    ),
  );
}

/** Signatures by the right secret that leave out a part of what must be signed. */
export function partial(secret: string, event: PlatformEvent): Readonly<Record<'body' | 'timestamp', Forgery>> {
  const digest = (text: string) => `v1=${createHmac('sha256', secret).update(text).digest('hex')}`;
  return {
    body: signedBy('a signature that leaves out the timestamp', () => digest(JSON.stringify(event))),
    timestamp: signedBy('a signature that leaves out the body', (timestamp) => digest(timestamp)),
  };
}

/** The signature and the timestamp of an event that was accepted a moment before, on another one. */
export function borrowed(accepted: Headers): Forgery {
  return header('the signature of another event that was accepted', (headers) => ({
    ...headers,
    [stamp]: accepted[stamp] ?? '',
    [signature]: accepted[signature] ?? '',
  }));
}
