import type { Requirement } from '../requirement.ts';
import { consumed, endDefined, silenceEnds } from './endings.ts';
import { fallbackPresent } from './fallback.ts';
import {
  announcedKeys,
  everyKey,
  gatherFits,
  gatherTimeout,
  hiddenKeys,
  invalidDistinct,
  invalidInput,
} from './gathers.ts';
import {
  languageKept,
  languageParity,
  mediaInOrder,
  promptShort,
  recordingPaired,
  streamPaired,
  targetIntended,
} from './media.ts';
import { gatheredLate } from './order.ts';
import { noLoop, redirectHttps, redirectValid } from './redirects.ts';
import { secretBounded } from './secret/bounded.ts';
import { secretUnspoken } from './secret/unspoken.ts';
import { secretWhole } from './secret/whole.ts';
import { sessionUnguessable } from './session.ts';
import { statePerCall } from './state.ts';

/** The area `flow`, in the order of the contract. */
export const flow: readonly Requirement[] = [
  everyKey,
  gatherTimeout,
  invalidInput,
  invalidDistinct,
  announcedKeys,
  hiddenKeys,
  gatherFits,
  consumed,
  redirectValid,
  noLoop,
  redirectHttps,
  silenceEnds,
  fallbackPresent,
  endDefined,
  recordingPaired,
  streamPaired,
  mediaInOrder,
  promptShort,
  languageKept,
  languageParity,
  targetIntended,
  statePerCall,
  gatheredLate,
  secretUnspoken,
  secretWhole,
  secretBounded,
  sessionUnguessable,
];
