import type { Requirement } from '../requirement.ts';
import { notYet } from './ai.ts';
import { bearer, keyStays } from './auth.ts';
import { byCode, distinguished, survivesUnknown } from './codes.ts';
import { encoded } from './encoded.ts';
import { eventsFirst } from './events-first.ts';
import { logged, survivesMalformed, timeout } from './failures.ts';
import { anyForm } from './forms.ts';
import { isolated } from './isolated.ts';
import { limitsRespected } from './limits.ts';
import { openValues } from './open-values.ts';
import { contentType, ignoredFields, valid } from './request.ts';
import { callIdKept, tolerant } from './response.ts';
import { ambiguousCreate, boundedRetry, noBlindRetry } from './retries.ts';

/** The area `api`, in the order of the contract. */
export const api: readonly Requirement[] = [
  bearer,
  keyStays,
  valid,
  ignoredFields,
  contentType,
  encoded,
  tolerant,
  anyForm,
  openValues,
  isolated,
  callIdKept,
  eventsFirst,
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
