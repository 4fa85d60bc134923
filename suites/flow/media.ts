import { targetIntended as targetRule } from '../../flows/rules/destinations.ts';
import { languageKept as languageRule } from '../../flows/rules/languages/language.ts';
import { languageParity as parityRule } from '../../flows/rules/languages/parity.ts';
import * as rules from '../../flows/rules/media.ts';
import { promptShort as promptRule } from '../../flows/rules/prompts.ts';
import type { Requirement } from '../requirement.ts';
import { ruled } from './ruled.ts';

export const recordingPaired: Requirement = ruled(rules.recordingPaired, {
  clause: 'flow-recording-paired',
  title: 'stops the recording it started',
  hint: 'Stop a recording only on paths on which one was started, and start one only once.',
});

export const streamPaired: Requirement = ruled(rules.streamPaired, {
  clause: 'flow-stream-paired',
  title: 'stops the stream it started',
  hint: 'Keep stream_url and track of stop_stream identical to those of start_stream.',
});

export const mediaInOrder: Requirement = ruled(rules.mediaInOrder, {
  clause: 'flow-media-in-order',
  title: 'uses hold/resume, mute/unmute, send_digits where they work',
  hint: 'Put resume after hold and before the next prompt, and unmute after a mute of the same direction.',
});

export const promptShort: Requirement = ruled(promptRule, {
  clause: 'flow-prompt-short',
  title: 'keeps prompts short',
  hint: 'Split the prompt, or move choices into a second menu. The figures (20 s, 150 words a minute) are ours.',
});

export const languageKept: Requirement = ruled(languageRule, {
  clause: 'flow-language-kept',
  title: 'keeps the language of the call to its end',
  hint: 'Carry the chosen language through every redirect, and have each text in each language.',
});

export const languageParity: Requirement = ruled(parityRule, {
  clause: 'flow-language-parity',
  title: 'offers the same in each language',
  hint: 'Build the branches of all languages from one description of the call flow, and translate only its texts.',
});

export const targetIntended: Requirement = ruled(targetRule, {
  clause: 'flow-transfer-intended',
  title: 'connects callers only to intended destinations',
  hint: 'Keep destinations in E.164 in a list of your own, and refuse emergency and premium ranges.',
});
