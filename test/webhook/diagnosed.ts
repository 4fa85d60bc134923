import { createHmac } from 'node:crypto';
import { diagnose } from '../../platform/webhook/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../spec/index.ts';

export const secret = 'whsec_bm90LWEtcmVhbC1zZWNyZXQ=';
export const core = 'bm90LWEtcmVhbC1zZWNyZXQ=';
export const other = 'whsec_another_not_a_real_secret';
export const hexSecret = '6e6f742d612d7265616c2d736563726574';
export const body =
  '{ "event":"call.completed", "created_at":"2026-05-29T12:09:55Z",\r\n "call":{"id":"call_123","note":"Grüße & /a"} }';
export const seconds = '1780056600';
export const now: Date = new Date(Number(seconds) * 1000);

/** How something was signed, where it is not as documented, and what the receiver knows. */
export interface Signing {
  readonly key?: string | Buffer;
  readonly text?: string | Buffer;
  readonly hash?: string;
  readonly form?: (digest: Buffer) => string;
  readonly sent?: string | null;
  readonly body?: string | Buffer;
  readonly secrets?: readonly string[];
  readonly headers?: readonly (readonly [string, string])[];
  readonly format?: 'seconds' | 'milliseconds' | 'rfc3339';
}

export const hex = (digest: Buffer): string => `v1=${digest.toString('hex')}`;

export function diagnosed(signing: Signing): Diagnosis {
  const { key = secret, hash = 'sha256', form = hex, sent = seconds, format } = signing;
  const came = Buffer.from(signing.body ?? body);
  const text = signing.text ?? Buffer.concat([Buffer.from(`${sent}.`), came]);
  const signature = form(createHmac(hash, key).update(text).digest());
  const headers: [string, string][] = [['X-MiniVoice-Signature', signature]];
  if (sent !== null) headers.push(['X-MiniVoice-Timestamp', sent]);
  const secrets = (signing.secrets ?? [secret, other]).map((value, index) => ({ name: `secret ${index + 1}`, value }));
  const all = [...headers, ...(signing.headers ?? [])];
  return diagnose({ headers: all, body: came, secrets, now, ...(format && { format }) });
}

export const codes = ({ reasons }: Diagnosis): readonly string[] => reasons.map(({ code }) => code);
export const signedBody = (text: string | Buffer): string | Buffer =>
  typeof text === 'string' ? `${seconds}.${text}` : Buffer.concat([Buffer.from(`${seconds}.`), text]);
export const value: unknown = JSON.parse(body);
export const compact: string = JSON.stringify(value);
export const ms: string = String(now.getTime());
