import * as rules from '../../flows/rules/ends.ts';
import { silenceEnds as silenceRule } from '../../flows/rules/silence.ts';
import type { Requirement } from '../requirement.ts';
import { ruled } from './ruled.ts';

export const consumed: Requirement = ruled(rules.consumed, {
  clause: 'flow-gather-consumed',
  title: 'uses the digits that it gathers',
  hint: 'Put a redirect after the gather; its URL decides by the digits of call.gathered.',
});

export const silenceEnds: Requirement = ruled(silenceRule, {
  clause: 'flow-silence-ends',
  title: 'ends the call when the caller stays silent',
  hint: 'Count the prompts of a call, and say goodbye or transfer after a few.',
});

export const endDefined: Requirement = ruled(rules.endDefined, {
  clause: 'flow-end-defined',
  title: 'gives every path a deliberate end',
  hint: 'End each list with a transfer, a bridge, a conference, a redirect or a last say.',
});
