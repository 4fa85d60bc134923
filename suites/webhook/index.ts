import type { Requirement } from '../requirement.ts';
import { everyEvent, fast, independentOfApi, noRedirect } from './ack.ts';
import { body } from './body.ts';
import { distinctKept } from './distinct.ts';
import { burst, method, secretsAbsent } from './http.ts';
import { large } from './large.ts';
import { malformed } from './malformed.ts';
import { any, finalState, interleaved } from './order.ts';
import { sameState } from './redelivery.ts';
import { acknowledged, concurrent, once } from './repeat.ts';
import { afterAcceptance, recovers } from './retry.ts';
import { acceptsValid, headerCase, rawBody, resignedRetry } from './signature-accepts.ts';
import { signatureRefusals, status } from './signature-refuses.ts';
import { noFalseAck } from './storage.ts';

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
