import type { Requirement } from '../requirement.ts';
import { applicationListed } from './application.ts';
import { didRouted } from './did.ts';
import { pathsThree } from './paths.ts';
import { tlsNoPlain } from './plain-http.ts';
import { secretStrong } from './secret.ts';
import { applicationSeparate } from './separate.ts';
import { inTime } from './time.ts';
import { tlsValid } from './tls.ts';
import { signedAccepted } from './webhook.ts';

/** The area `readiness`, in the order of the contract. */
export const readiness: readonly Requirement[] = [
  tlsValid,
  tlsNoPlain,
  applicationListed,
  applicationSeparate,
  didRouted,
  secretStrong,
  pathsThree,
  inTime,
  signedAccepted,
];
