import { createsOnce, stopsAtFinal } from '../../platform/api/breaches.ts';
import { documentedCodes, finalCodes } from '../../platform/api/laws.ts';
import type { Law } from './law.ts';

export const noBlindRetry: Law = {
  id: 'api.error.no-blind-retry',
  questions(subject) {
    const documented = documentedCodes(subject.operation);
    const codes = finalCodes.filter((each) => documented.includes(each));
    return stopsAtFinal(subject, subject.once, codes, subject.settledTrialOf);
  },
};

export const ambiguousCreate: Law = {
  id: 'api.error.ambiguous-create',
  async *questions(subject) {
    if (subject.operation === 'createCall') yield* createsOnce(subject, subject.once, subject.settledTrialOf);
  },
};
