import type { CellGroup, GapReason } from '../../spec/index.ts';

/** Why cells of the contract were not judged; completes "12 …". */
export const gapsInWords: Readonly<Record<GapReason, string>> = {
  'not-judged': 'met only by checks that could not be judged',
  budget: 'not reached within the limits of the run',
  'not-sent': 'not sent by any check',
  'not-found': 'not found in the call flow',
  'not-selected': 'not selected',
  'not-declared': 'not declared',
};

export const groupsInWords: Readonly<Record<CellGroup, string>> = {
  event: 'Events: members, values and limits that were delivered',
  action: 'Actions: parameters, values and limits in answers',
  operation: 'Operations of the API: responses that were given',
};
