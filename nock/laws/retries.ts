import { ambiguous, documentedCodes, finalCodes } from '../../platform/api/laws.ts';
import { counted } from '../../spec/index.ts';
import type { Law } from './law.ts';

export const noBlindRetry: Law = {
  id: 'api.error.no-blind-retry',
  async *breaches(subject) {
    const documented = documentedCodes(subject.operation);
    for (const code of finalCodes.filter((each) => documented.includes(each))) {
      const requests = subject.count(await subject.watched({ kind: 'error', code }));
      if (requests <= subject.once) continue;
      yield {
        kind: 'again',
        expected: `no further request after ${code}`,
        actual: counted(requests, 'request'),
        cases: [code],
      };
    }
  },
};

export const ambiguousCreate: Law = {
  id: 'api.error.ambiguous-create',
  async *breaches(subject) {
    if (subject.operation !== 'createCall') return;
    for (const [what, fault] of Object.entries(ambiguous)) {
      const requests = subject.count(await subject.watched(fault));
      if (requests <= subject.once) continue;
      const expected = `no second POST /v1/calls when ${what}`;
      yield { kind: 'again', expected, actual: counted(requests, 'request'), cases: [what] };
    }
  },
};
