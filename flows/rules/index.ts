import { targetIntended } from './destinations.ts';
import { gatherFits } from './digits/fits.ts';
import { everyKey, gatherTimeout, invalidInput } from './digits/gathers.ts';
import { consumed, endDefined } from './ends.ts';
import { hiddenKeys } from './hidden.ts';
import { languageKept } from './languages/language.ts';
import { languageParity } from './languages/parity.ts';
import { mediaInOrder, recordingPaired, streamPaired } from './media.ts';
import { announcedKeys, invalidDistinct } from './menus.ts';
import { promptShort } from './prompts.ts';
import { noLoop, redirectHttps, redirectValid } from './redirects.ts';
import type { Rule } from './rule.ts';
import { silenceEnds } from './silence.ts';

/** Every rule that a graph alone can decide, in the order of the catalogue. */
export const rules: readonly Rule[] = [
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
  endDefined,
  recordingPaired,
  streamPaired,
  mediaInOrder,
  promptShort,
  languageKept,
  languageParity,
  targetIntended,
];
