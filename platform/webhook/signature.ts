import { createHmac } from 'node:crypto';
import type { BenchOptions } from '../../spec/index.ts';

type TimestampFormat = 'seconds' | 'milliseconds' | 'rfc3339';

/** Signs the bytes as given: the timestamp's exact text, a dot, the raw body; the key is the secret's UTF-8 text (webhooks.md §7). */
export function sign(secret: string, timestamp: string, body: Uint8Array | string): string {
  const digest = createHmac('sha256', secret).update(`${timestamp}.`).update(body);
  return `v1=${digest.digest('hex')}`;
}

export function signedHeaders(secret: string, body: Uint8Array | string, timestamp: string): Record<string, string> {
  return { 'X-MiniVoice-Timestamp': timestamp, 'X-MiniVoice-Signature': sign(secret, timestamp, body) };
}

/** The format of the timestamp is not stated by the documentation: assumption Q51 picks it. */
export function timestampText(now: Date, format: TimestampFormat): string {
  if (format === 'milliseconds') return String(now.getTime());
  if (format === 'seconds') return String(Math.floor(now.getTime() / 1000));
  return now.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The format by the reading of Q51. */
export function timestampFormat({ Q51 }: BenchOptions['readings']): TimestampFormat {
  return Q51 === 'milliseconds' || Q51 === 'rfc3339' ? Q51 : 'seconds';
}
