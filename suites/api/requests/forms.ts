import type { Form } from '../../../platform/api/faults/faults.ts';
import type { Bench } from '../../../platform/bench.ts';
import { pause } from '../../../platform/clock.ts';
import type { Trigger } from '../../../spec/index.ts';
import { type Requirement, Violation } from '../../requirement.ts';
import { judgeEach } from '../trial/each-trigger.ts';
import { outcomeOf } from '../trial/fire.ts';
import { evidenceOf, inWords, type Outcome, sameOutcome, triggersOf } from '../trial/outcome.ts';
import { visibleOutcome } from '../trial/plain-outcome.ts';

/** The plainest form of texts with letters outside ASCII. */
const plainest: Form = { letters: 'escaped' };

const forms: readonly { readonly what: string; readonly form: Form }[] = [
  { what: 'letters outside ASCII as UTF-8', form: { letters: 'raw' } },
  { what: 'white space between the tokens', form: { ...plainest, spaced: true } },
  { what: 'a Content-Type with charset=utf-8', form: { ...plainest, contentType: 'application/json; charset=utf-8' } },
  { what: 'a body in several pieces', form: { letters: 'raw', pieces: true } },
];
const gzip: Form = { ...plainest, packed: true };
/** Connections that are closed until a failure counts, and milliseconds in which a client notices. */
const maxCloses = 3;
const noticeMs = 100;
const all: Form = Object.assign({}, ...forms.map(({ form }) => form), { letters: 'raw', closes: true });

export const anyForm: Requirement = {
  id: 'api.response.any-form',
  clause: 'api-response-any-form',
  title: 'reads a response in each form that HTTP and JSON allow',
  needs: ['api'],
  hint: 'Use an HTTP client and a JSON parser: collect all bytes, decode them once as UTF-8, then parse.',
  check: (bench) =>
    judgeEach(
      triggersOf(bench, () => true, 'any operation'),
      async (trigger) => {
        const plain = await visibleOutcome(bench, trigger);
        const base = await inForm(bench, trigger, plainest);
        const again = () => inForm(bench, trigger, plainest);
        // All forms at once, without gzip, which hides where a body is cut. Each by itself only where that makes a difference.
        const together = await inForm(bench, trigger, all);
        const where = `trigger ${trigger.name}`;
        if (!(await sameOutcome(base, together, again))) {
          let differs = { what: 'several of these forms at once', outcome: together };
          for (const { what, form } of forms.toReversed()) {
            const outcome = await inForm(bench, trigger, form);
            if (!(await sameOutcome(base, outcome, again))) differs = { what, outcome };
          }
          throw otherOutcome(base, differs, where);
        }
        const outcome = await inForm(bench, trigger, gzip);
        if (!(await sameOutcome(base, outcome, again)))
          throw otherOutcome(base, { what: 'a body in gzip, which the client accepts', outcome }, where);
        let after = await outcomeOf(bench, trigger, []);
        for (let count = 1; count < maxCloses; count++) {
          if (await sameOutcome(plain, after, () => outcomeOf(bench, trigger, []))) return;
          // A request may cross with the close, and a create is not repeated: the next request uses a new connection.
          await inForm(bench, trigger, all);
          await pause(noticeMs);
          after = await outcomeOf(bench, trigger, []);
        }
        if (await sameOutcome(plain, after, () => outcomeOf(bench, trigger, []))) return;
        const expected = `the same outcome after the API has closed an idle connection (${inWords(plain)})`;
        throw new Violation(expected, inWords(after), { where, ...evidenceOf(after) });
      },
    ),
};

function otherOutcome(
  base: Outcome,
  { what, outcome }: { readonly what: string; readonly outcome: Outcome },
  where: string,
): Violation {
  const expected = `the same outcome for ${what} as without (${inWords(base)})`;
  return new Violation(expected, inWords(outcome), { where, ...evidenceOf(outcome) });
}

function inForm(bench: Bench, trigger: Trigger, form: Form): Promise<Outcome> {
  return outcomeOf(bench, trigger, [{ fault: { kind: 'form', ...form } }]);
}
