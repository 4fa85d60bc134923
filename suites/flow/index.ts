import type { Requirement } from '../requirement.ts';
import { consumed, endDefined, silenceEnds } from './endings.ts';
import { fallbackPresent } from './fallback.ts';
import { announcedKeys, everyKey, invalidDistinct, invalidInput, timeout } from './gathers.ts';
import { mediaInOrder, promptShort, recordingPaired, streamPaired } from './media.ts';
import { gatheredLate } from './order.ts';
import { noLoop, redirectHttps, redirectValid } from './redirects.ts';
import { perCall } from './state.ts';

/** The area `flow`, in the order of the contract. */
export const flow: readonly Requirement[] = [
  everyKey,
  timeout,
  invalidInput,
  invalidDistinct,
  announcedKeys,
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
  perCall,
  gatheredLate,
];
