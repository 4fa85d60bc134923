import { malformed, silence } from '../../platform/api/laws.ts';
import type { Bench } from '../../platform/bench.ts';
import { until } from '../../platform/clock.ts';
import type { Fault } from '../../platform/faults.ts';
import { type Requirement, Violation } from '../requirement.ts';
import { crashOf } from './crash.ts';
import { evidenceOf, inWords, outcomeOf, sameOutcome, triggersOf, visibleOutcome } from './outcome.ts';

const any = () => true;
export const survivesMalformed: Requirement = {
  id: 'api.error.malformed',
  clause: 'api-error-malformed',
  title: 'survives an error that is not the envelope',
  needs: ['api'],
  hint: 'Look at the status before the body, parse inside a try, and treat what has no error.code as an error without a code.',
  async check(bench) {
    for (const trigger of triggersOf(bench, any, 'any operation')) {
      const plain = await visibleOutcome(bench, trigger);
      const usual = await outcomeOf(bench, trigger, [{ fault: { kind: 'error', code: 'unauthorized' } }]);
      for (const [what, fault] of Object.entries(malformed)) {
        const outcome = await outcomeOf(bench, trigger, [{ fault }]);
        const where = `trigger ${trigger.name}`;
        const crash = crashOf(outcome, usual);
        if (crash) throw new Violation(`an outcome for ${what}`, crash, { where, ...evidenceOf(outcome) });
        const taken = plain.fired.ending === outcome.fired.ending && !failsAlike(plain, usual);
        const same = taken || (await sameOutcome(plain, outcome, () => outcomeOf(bench, trigger, [])));
        if (same)
          throw new Violation(`${what} not to be taken for success`, inWords(outcome), {
            where,
            ...evidenceOf(outcome),
          });
      }
    }
  },
};

/** Whether success and failure end alike, so that only what is shown tells them apart. */
function failsAlike(plain: { readonly fired: { readonly ending: string | undefined } }, usual: typeof plain): boolean {
  return plain.fired.ending === usual.fired.ending;
}

export const timeout: Requirement = {
  id: 'api.error.timeout',
  clause: 'api-error-timeout',
  title: 'gives up on a silent API',
  needs: ['api'],
  hint: 'Give every request to the API a time-out of a few seconds; many HTTP libraries have none unless told.',
  async check(bench) {
    for (const trigger of triggersOf(bench, any, 'any operation')) {
      await visibleOutcome(bench, trigger);
      const outcome = await outcomeOf(bench, trigger, [{ fault: silence }]);
      if (outcome.fired.ending !== undefined) continue;
      throw new Violation('an outcome within 15 s when the API does not answer', 'none', {
        where: `trigger ${trigger.name}`,
        ...evidenceOf(outcome),
      });
    }
  },
};

/** What only somebody who logs the whole body can show. */
const canary = 'kit-canary-4711';

export const logged: Requirement = {
  id: 'api.error.logged',
  clause: 'api-error-logged',
  title: 'logs the full error body while testing',
  needs: ['api', 'process'],
  hint: 'Log the body of an error response as it came, not only its status.',
  async check(bench) {
    for (const trigger of triggersOf(bench, any, 'any operation')) {
      const fault: Fault = { kind: 'error', code: 'invalid_request', members: { details: { trace: canary } } };
      const outcome = await outcomeOf(bench, trigger, [{ fault }]);
      if (await shows(bench, `${outcome.fired.errors}${outcome.fired.text}`)) continue;
      throw new Violation('the whole error body in the output', 'its members are not there', {
        where: `trigger ${trigger.name}`,
        ...evidenceOf(outcome),
      });
    }
  },
};

/** Output may come a moment after the response. */
async function shows(bench: Bench, own: string): Promise<boolean> {
  if (own.includes(canary)) return true;
  const seen = () => (bench.output().includes(canary) ? true : undefined);
  return (await until(seen, { timeoutMs: 1_000, everyMs: 20 })) ?? false;
}
