import type { Requirement } from '../requirement.ts';
import { byCode, distinguished, survivesUnknown } from './errors/codes.ts';
import { logged, survivesMalformed, timeout } from './errors/failures.ts';
import { limitsRespected } from './errors/limits.ts';
import { ambiguousCreate, boundedRetry, noBlindRetry } from './errors/retries.ts';
import { bearer, keyStays } from './requests/auth.ts';
import { encoded } from './requests/encoded.ts';
import { anyForm } from './requests/forms.ts';
import { isolated } from './requests/isolated.ts';
import { baseUrl, contentType, ignoredFields, valid } from './requests/request.ts';
import { notYet } from './responses/ai.ts';
import { eventsFirst } from './responses/events-first.ts';
import { openValues } from './responses/open-values.ts';
import { callIdKept, tolerant } from './responses/response.ts';
import { confirmedAlone } from './trial/alone.ts';

/** The area `api`, in the order of the contract. */
export const api: readonly Requirement[] = [
  bearer,
  keyStays,
  valid,
  baseUrl,
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
].map(confirmedAlone);
