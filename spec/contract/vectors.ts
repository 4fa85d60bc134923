import { readFileSync } from 'node:fs';

/** One signed request, and whether a receiver must accept it; `vectors/signatures.json` says more. */
export interface SignatureVector {
  readonly id: string;
  readonly expect: 'accept' | 'reject';
  /** The rule that is kept in an unusual way, or the only one that is broken. */
  readonly rule: string;
  readonly secret: string;
  /** The receiver's clock, in Unix seconds. */
  readonly now: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBase64: string;
}

export function signatureVectors(): readonly SignatureVector[] {
  const text = readFileSync(new URL('../vectors/signatures.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { vectors: readonly SignatureVector[] }).vectors;
}
