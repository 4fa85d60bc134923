import type { Requirement } from '../requirement.ts';
import { listed } from './application.ts';
import { routed } from './did.ts';
import { three } from './paths.ts';
import { noPlain } from './plain.ts';
import { strong } from './secret.ts';
import { separate } from './separate.ts';
import { inTime } from './time.ts';
import { valid } from './tls.ts';
import { signedAccepted } from './webhook.ts';

/** The area `readiness`, in the order of the contract. */
export const readiness: readonly Requirement[] = [
  valid,
  noPlain,
  listed,
  separate,
  routed,
  strong,
  three,
  inTime,
  signedAccepted,
];
