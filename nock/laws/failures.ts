import { survives } from '../../platform/api/breaches.ts';
import { malformed, silence } from '../../platform/api/laws.ts';
import type { Law } from './law.ts';

export const survivesMalformed: Law = {
  id: 'api.error.malformed',
  questions: (subject) => survives(subject, malformed, subject.newTrialOf),
};

export const timeout: Law = {
  id: 'api.error.timeout',
  async *questions(subject) {
    yield async () => {
      const trial = await subject.settledTrialOf(silence);
      if (trial.ended) return undefined;
      const expected = 'an outcome when the API does not answer';
      return { kind: 'silence', expected, actual: trial.words, cases: ['nothing was answered'], trial };
    };
  },
};
