import * as rules from '../../flows/rules/media.ts';
import { promptShort as promptRule } from '../../flows/rules/prompts.ts';
import type { Requirement } from '../requirement.ts';
import { ruled } from './ruled.ts';

export const recordingPaired: Requirement = ruled(rules.recordingPaired, {
  clause: 'flow-recording-paired',
  title: 'stops what it starts',
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
