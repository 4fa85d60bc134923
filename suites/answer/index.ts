import type { Requirement } from '../requirement.ts';
import { anyCaller } from './callers.ts';
import { callsConcurrent, callsIsolated } from './calls.ts';
import { content } from './content.ts';
import { httpReachable, successStatus } from './http.ts';
import { callsIndependent } from './independent.ts';
import { inputInert } from './inert.ts';
import { anyCall, inputVariables, missingOptional, unknownFields } from './input.ts';
import { repeatDeterministic, repeatSafe } from './repeat.ts';
import { secretsAbsent } from './secrets.ts';
import { speech } from './speech.ts';
import { noTaint } from './taint.ts';
import { httpLasting } from './time/lasting.ts';
import { answerBounded, answerFast } from './time/time.ts';

/** The area `answer`, in the order of the contract. */
export const answer: readonly Requirement[] = [
  httpReachable,
  successStatus,
  ...content,
  answerFast,
  answerBounded,
  repeatDeterministic,
  repeatSafe,
  anyCall,
  anyCaller,
  unknownFields,
  missingOptional,
  inputVariables,
  inputInert,
  noTaint,
  callsIsolated,
  callsIndependent,
  callsConcurrent,
  secretsAbsent,
  ...speech,
  httpLasting,
];
