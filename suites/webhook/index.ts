import type { Requirement } from '../requirement.ts';
import { ackEveryEvent, ackFast, independentOfApi, noRedirect } from './ack.ts';
import { sameState } from './again/redelivery.ts';
import { acknowledged, repeatConcurrent, repeatOnce } from './again/repeat.ts';
import { afterAcceptance, recovers } from './again/retry.ts';
import { bodyRequirements } from './body.ts';
import { httpMethod, loadBurst, secretsAbsent } from './http.ts';
import { bodyLarge } from './large.ts';
import { bodyMalformed } from './malformed.ts';
import { orderAny, orderFinalState, orderInterleaved } from './order.ts';
import { anyParty } from './parties.ts';
import { acceptsValid, headerCase, rawBody } from './signature/accepts.ts';
import { signatureRefusals, signatureStatus } from './signature/refuses.ts';
import { resignedRetry } from './signature/retried.ts';
import { distinctKept } from './stored/distinct.ts';
import { noFalseAck } from './stored/storage.ts';

/** The area `webhook`, in the order of the contract. */
export const webhook: readonly Requirement[] = [
  ackEveryEvent,
  noRedirect,
  ackFast,
  independentOfApi,
  afterAcceptance,
  noFalseAck,
  ...bodyRequirements,
  anyParty,
  bodyLarge,
  bodyMalformed,
  acceptsValid,
  rawBody,
  ...signatureRefusals,
  headerCase,
  signatureStatus,
  resignedRetry,
  acknowledged,
  repeatOnce,
  repeatConcurrent,
  distinctKept,
  orderAny,
  orderFinalState,
  orderInterleaved,
  recovers,
  sameState,
  loadBurst,
  httpMethod,
  secretsAbsent,
];
