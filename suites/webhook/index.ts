import type { Requirement } from '../requirement.ts';
import { everyEvent, fast, independentOfApi, noRedirect } from './ack.ts';
import { sameState } from './again/redelivery.ts';
import { acknowledged, concurrent, once } from './again/repeat.ts';
import { afterAcceptance, recovers } from './again/retry.ts';
import { body } from './body.ts';
import { burst, method, secretsAbsent } from './http.ts';
import { large } from './large.ts';
import { malformed } from './malformed.ts';
import { any, finalState, interleaved } from './order.ts';
import { acceptsValid, headerCase, rawBody, resignedRetry } from './signature/accepts.ts';
import { signatureRefusals, status } from './signature/refuses.ts';
import { distinctKept } from './stored/distinct.ts';
import { noFalseAck } from './stored/storage.ts';

/** The area `webhook`, in the order of the contract. */
export const webhook: readonly Requirement[] = [
  everyEvent,
  noRedirect,
  fast,
  independentOfApi,
  afterAcceptance,
  noFalseAck,
  ...body,
  large,
  malformed,
  acceptsValid,
  rawBody,
  ...signatureRefusals,
  headerCase,
  status,
  resignedRetry,
  acknowledged,
  once,
  concurrent,
  distinctKept,
  any,
  finalState,
  interleaved,
  recovers,
  sameState,
  burst,
  method,
  secretsAbsent,
];
