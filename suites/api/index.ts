import type { Requirement } from '../requirement.ts';
import { notYet } from './ai.ts';
import { bearer, keyStays } from './auth.ts';
import { byCode, distinguished, survivesUnknown } from './codes.ts';
import { logged, survivesMalformed, timeout } from './failures.ts';
import { contentType, ignoredFields, valid } from './request.ts';
import { callIdKept, tolerant } from './response.ts';
import { ambiguousCreate, boundedRetry, limitsRespected, noBlindRetry } from './retries.ts';

/** The area `api`, in the order of the contract. */
export const api: readonly Requirement[] = [
  bearer,
  keyStays,
  valid,
  ignoredFields,
  contentType,
  tolerant,
  callIdKept,
  byCode,
  distinguished,
  survivesUnknown,
  noBlindRetry,
  limitsRespected,
  boundedRetry,
  ambiguousCreate,
  survivesMalformed,
  timeout,
  logged,
  notYet,
];
