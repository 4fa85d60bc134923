import type { Bench } from '../../platform/bench.ts';
import type { Fault } from '../../platform/faults.ts';
import { errorCodes, type Trigger } from '../../spec/index.ts';
import { NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { crashOf } from './crash.ts';
import { evidenceOf, inWords, type Outcome, outcomeOf, sameOutcome, triggersOf, visibleOutcome } from './outcome.ts';

type ErrorFault = Extract<Fault, { kind: 'error' }>;

/** Told by an outcome that differs: a message, members, or a status that this code usually does not have. */
const message = 'kit message that no documentation prints';
const members = { details: { kit: 'detail' }, request_id: 'req-kit-1' };

/** The outcome of one code, for every attempt. */
function withCode(bench: Bench, trigger: Trigger, fault: Omit<ErrorFault, 'kind'>): Promise<Outcome> {
  const { code } = fault;
  const usual = errorCodes[code as keyof typeof errorCodes]?.message;
  const planted = [
    code,
    message,
    'req-kit-1',
    'detail',
    ...(usual ? [usual] : []),
    ...(fault.message ? [fault.message] : []),
  ];
  return outcomeOf(bench, trigger, [{ fault: { kind: 'error', ...fault } }], { planted });
}

/** The documented codes of an operation. */
function codesOf(operation: string): readonly string[] {
  return Object.entries(errorCodes).flatMap(([code, { operations }]) =>
    (operations as readonly string[]).includes(operation) ? [code] : [],
  );
}

/** Milliseconds: a client that retries so long is tried with one variant alone. */
const slow = 700;

export const byCode: Requirement = {
  id: 'api.error.by-code',
  clause: 'api-error-by-code',
  title: 'decides by `error.code`',
  needs: ['api'],
  hint: 'Branch on error.code alone: the message is for people, and more than one code shares a status.',
  async check(bench) {
    for (const trigger of triggersOf(
      bench,
      (operation) => codesOf(operation).length > 0,
      'an operation with error codes',
    )) {
      await visibleOutcome(bench, trigger);
      for (const code of codesOf(trigger.operation)) {
        const base = await withCode(bench, trigger, { code });
        const variants: Record<string, Omit<ErrorFault, 'kind'>> = {
          'another message': { code, message },
          'further members': { code, members },
          [`status ${otherStatus(code)}`]: { code, status: otherStatus(code) },
        };
        const tried = base.fired.durationMs > slow ? Object.entries(variants).slice(0, 1) : Object.entries(variants);
        for (const [what, fault] of tried) {
          const other = await withCode(bench, trigger, fault);
          if (await sameOutcome(base, other, () => withCode(bench, trigger, { code }))) continue;
          const expected = `the same outcome for ${code} with ${what} as without (${inWords(base)})`;
          throw new Violation(expected, inWords(other), { where: `trigger ${trigger.name}`, ...evidenceOf(other) });
        }
      }
    }
  },
};

/** Another status of the same class, so that it stays plausible; 429 and 401 make libraries act by themselves. */
function otherStatus(code: string): number {
  const status = errorCodes[code as keyof typeof errorCodes]?.status ?? 400;
  if (status >= 500) return status === 500 ? 503 : 500;
  return status === 409 ? 422 : 409;
}

export const distinguished: Requirement = {
  id: 'api.error.distinguished',
  clause: 'api-error-distinguished',
  title: 'tells apart what it declares to tell apart',
  needs: ['api'],
  hint: 'Give each group of codes a branch of its own, with an outcome that can be told from the others.',
  async check(bench) {
    const triggers = triggersOf(bench, () => true, 'any operation').filter(
      ({ distinguish = [] }) => distinguish.length > 1,
    );
    if (triggers.length === 0)
      throw new NotApplicable('no trigger declares groups of codes to tell apart (distinguish)');
    for (const trigger of triggers) {
      await visibleOutcome(bench, trigger);
      const outcomes: { group: number; code: string; outcome: Outcome }[] = [];
      for (const [group, codes] of (trigger.distinguish ?? []).entries()) {
        for (const code of codes) outcomes.push({ group, code, outcome: await withCode(bench, trigger, { code }) });
      }
      for (const [index, one] of outcomes.entries()) {
        for (const other of outcomes.slice(index + 1).filter(({ group }) => group !== one.group)) {
          if (!(await sameOutcome(one.outcome, other.outcome, async () => one.outcome))) continue;
          const expected = `${one.code} and ${other.code} to lead to different outcomes`;
          const actual = `${inWords(one.outcome)} for both, apart from the code itself`;
          throw new Violation(expected, actual, { where: `trigger ${trigger.name}`, ...evidenceOf(other.outcome) });
        }
      }
    }
  },
};

/** A code of no documentation, and the status classes with which it may come. */
const unknown = 'kit_code_that_is_not_documented';
const statuses = [400, 409, 503] as const;

export const unknownCode: Requirement = {
  id: 'api.error.unknown-code',
  clause: 'api-error-unknown-code',
  title: 'survives a code it does not know',
  needs: ['api'],
  hint: 'Give the branching on error.code a default: stop, keep the error, and go on serving.',
  async check(bench) {
    for (const trigger of triggersOf(bench, () => true, 'any operation')) {
      const plain = await visibleOutcome(bench, trigger);
      const [known = 'unauthorized'] = codesOf(trigger.operation);
      const usual = await withCode(bench, trigger, { code: known });
      for (const status of statuses) {
        const outcome = await withCode(bench, trigger, { code: unknown, status });
        const crash = crashOf(outcome, usual);
        const where = `trigger ${trigger.name}`;
        if (crash)
          throw new Violation(`an outcome for an unknown code with status ${status}`, crash, {
            where,
            ...evidenceOf(outcome),
          });
        const taken = await sameOutcome(plain, outcome, () => outcomeOf(bench, trigger, []));
        if (taken)
          throw new Violation(`an unknown code with status ${status} not to be taken for success`, inWords(outcome), {
            where,
            ...evidenceOf(outcome),
          });
      }
      const after = await outcomeOf(bench, trigger, []);
      if (await sameOutcome(plain, after, () => outcomeOf(bench, trigger, []))) continue;
      throw new Violation(
        `the trigger to work again afterwards (${inWords(plain)})`,
        inWords(after),
        evidenceOf(after),
      );
    }
  },
};
