import { byCode, distinguished, unknownCode } from './codes.ts';
import { survivesMalformed, timeout } from './failures.ts';
import type { Law } from './law.ts';
import { ambiguousCreate, noBlindRetry } from './retries.ts';

/** In the order of the contract. */
export const laws: readonly Law[] = [
  byCode,
  distinguished,
  unknownCode,
  noBlindRetry,
  ambiguousCreate,
  survivesMalformed,
  timeout,
];
