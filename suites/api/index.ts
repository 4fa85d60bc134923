import type { Requirement } from '../requirement.ts';
import { byCode, distinguished, survivesUnknown } from './errors/codes.ts';
import { logged, survivesMalformed, timeout } from './errors/failures.ts';
import { limitsRespected } from './errors/limits.ts';
import { ambiguousCreate, boundedRetry, noBlindRetry } from './errors/retries.ts';
import { authBearer, keyStays } from './requests/auth.ts';
import { requestEncoded } from './requests/encoded.ts';
import { anyForm } from './requests/forms.ts';
import { callsIsolated } from './requests/isolated.ts';
import { ignoredFields, requestBaseUrl, requestContentType, requestValid } from './requests/request.ts';
import { notYet } from './responses/ai.ts';
import { eventsFirst } from './responses/events-first.ts';
import { openValues } from './responses/open-values.ts';
import { callIdKept, responseTolerant } from './responses/response.ts';
import { confirmedAlone } from './trial/concurrent/confirm-serially.ts';

/** The area `api`, in the order of the contract. */
export const api: readonly Requirement[] = [
  authBearer,
  keyStays,
  requestValid,
  requestBaseUrl,
  ignoredFields,
  requestContentType,
  requestEncoded,
  responseTolerant,
  anyForm,
  openValues,
  callsIsolated,
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
