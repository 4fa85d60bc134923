import { decidesByCode, distinguishes, survives } from '../../platform/api/breaches.ts';
import { documentedCodes, unknownErrors } from '../../platform/api/laws.ts';
import { isEqual } from '../trial.ts';
import type { Law } from './law.ts';

/** Milliseconds: a client that retries so long is tried with one variant alone. */
const slow = 1_000;

export const byCode: Law = {
  id: 'api.error.by-code',
  questions: (subject) =>
    decidesByCode(subject, documentedCodes(subject.operation), (base, variants) =>
      base.durationMs > slow ? variants.slice(0, 1) : variants,
    ),
};

export const distinguished: Law = {
  id: 'api.error.distinguished',
  questions: (subject) => distinguishes(subject, subject.distinguish, async (one, other) => isEqual(one, other)),
};

export const unknownCode: Law = {
  id: 'api.error.unknown-code',
  async *questions(subject) {
    yield* survives(subject, unknownErrors, subject.newTrialOf);
    yield async () => {
      const trial = await subject.plainTrial();
      if (await subject.same(subject.plain, trial, undefined)) return undefined;
      const expected = `the same outcome as before once nothing goes wrong (${subject.plain.words})`;
      return { kind: 'after', expected, actual: trial.words, cases: ['after an unknown code'], trial };
    };
  },
};
