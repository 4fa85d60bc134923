import { malformed, silence } from '../../platform/api/laws.ts';
import type { Law } from './law.ts';
import { survives } from './survival.ts';

export const survivesMalformed: Law = {
  id: 'api.error.malformed',
  async *breaches(subject) {
    for (const [what, fault] of Object.entries(malformed)) yield* survives(subject, what, fault);
  },
};

export const timeout: Law = {
  id: 'api.error.timeout',
  async *breaches(subject) {
    const { ended, words } = await subject.watched(silence);
    if (ended) return;
    const expected = 'an outcome when the API does not answer';
    yield { kind: 'silence', expected, actual: words, cases: ['nothing was answered'] };
  },
};
