import { createHash } from 'node:crypto';

const pattern = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The provider's id of a call: a UUID (Q84) that does not contain the id of the call, so that mixing them up is noticed. */
export function providerId(callId: string): string {
  const digits = createHash('sha256').update(callId).digest('hex');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20, 32),
  ].join('-');
}

/** A text in which a word stands for the provider's id of a call. */
export function withoutProviderId(text: string, callId: string): string {
  return text.replace(pattern, (each) => (each === providerId(callId) ? '<provider call>' : each));
}
