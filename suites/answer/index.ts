import type { Requirement } from '../requirement.ts';
import { concurrent, isolated } from './calls.ts';
import { content } from './content.ts';
import { reachable, successStatus } from './http.ts';
import { inert } from './inert.ts';
import { anyCall, missingOptional, unknownFields, variables } from './input.ts';
import { deterministic, safe } from './repeat.ts';
import { secretsAbsent } from './secrets.ts';
import { noTaint } from './taint.ts';
import { bounded, fast } from './time.ts';

/** The area `answer`, in the order of the contract. */
export const answer: readonly Requirement[] = [
  reachable,
  successStatus,
  ...content,
  fast,
  bounded,
  deterministic,
  safe,
  anyCall,
  unknownFields,
  missingOptional,
  variables,
  inert,
  noTaint,
  isolated,
  concurrent,
  secretsAbsent,
];
