import type { Requirement } from '../requirement.ts';
import { anyCaller } from './callers.ts';
import { concurrent, isolated } from './calls.ts';
import { content } from './content.ts';
import { reachable, successStatus } from './http.ts';
import { independent } from './independent.ts';
import { inert } from './inert.ts';
import { anyCall, missingOptional, unknownFields, variables } from './input.ts';
import { lasting } from './lasting.ts';
import { deterministic, safe } from './repeat.ts';
import { secretsAbsent } from './secrets.ts';
import { speech } from './speech.ts';
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
  anyCaller,
  unknownFields,
  missingOptional,
  variables,
  inert,
  noTaint,
  isolated,
  independent,
  concurrent,
  secretsAbsent,
  ...speech,
  lasting,
];
