import type { Fault } from '../../../platform/api/faults/faults.ts';
import { documentedCodes, unknownCode, unknownStatuses, variantsOf } from '../../../platform/api/laws.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { ErrorCode, Trigger } from '../../../spec/index.ts';
import { NotApplicable, type Requirement, Violation } from '../../requirement.ts';
import type { Means } from '../trial/ahead.ts';
import { meansOf } from '../trial/apart.ts';
import { crashOf } from '../trial/crash-output.ts';
import { judgeEach } from '../trial/each.ts';
import { outcomeOf } from '../trial/fire.ts';
import { evidenceOf, inWords, type Outcome, sameOutcome, triggersOf } from '../trial/outcome.ts';
import { visibleOutcome } from '../trial/plain.ts';
import { recoveryMs, recoveryOf } from '../trial/recovery.ts';
import { metAhead, metWith, plantedBy, triedAhead } from '../trial/trials.ts';

const isAny = () => true;
type ErrorFault = Extract<Fault, { kind: 'error' }>;

/** The outcome of one code, for every attempt. */
function withCode(bench: Bench, trigger: Trigger, fault: Omit<ErrorFault, 'kind'>): Promise<Outcome> {
  return metWith(bench, trigger, { kind: 'error', ...fault });
}

/** The same, in a new trial. */
function withCodeAgain(bench: Bench, trigger: Trigger, fault: ErrorFault): Promise<Outcome> {
  return outcomeOf(bench, trigger, [{ fault }], { planted: plantedBy(fault) });
}

/** Milliseconds: where a client retries so long, each code is tried with one variant, and the next code with the next one. */
const slowMs = 300;

export const byCode: Requirement = {
  id: 'api.error.by-code',
  clause: 'api-error-by-code',
  title: 'decides by `error.code`',
  needs: ['api'],
  hint: 'Branch on error.code alone: the message is for people, and several codes share a status.',
  async check(bench) {
    const triggers = triggersOf(bench, hasCodes, 'an operation with error codes');
    await metAhead(bench, triggers, visibleOutcome, (trigger) =>
      codesOf(trigger).map((code) => ({ kind: 'error', code })),
    );
    await triedAhead(bench, triggers, visibleOutcome, async (trigger) => {
      const tried = variantsTried(await meansOf(bench, trigger));
      const faults: Fault[] = [];
      for (const code of codesOf(trigger)) {
        const base = await withCode(bench, trigger, { code });
        faults.push(...tried(base, code).map(([, fault]) => fault));
      }
      return faults;
    });
    await judgeEach(triggers, async (trigger) => {
      await visibleOutcome(bench, trigger);
      const tried = variantsTried(await meansOf(bench, trigger));
      for (const code of codesOf(trigger)) {
        const base = await withCode(bench, trigger, { code });
        for (const [what, fault] of tried(base, code)) {
          const other = await withCodeAgain(bench, trigger, fault);
          if (await sameOutcome(base, other, () => withCodeAgain(bench, trigger, { kind: 'error', code }))) continue;
          const expected = `the same outcome for ${code} with ${what} as without (${inWords(base)})`;
          throw new Violation(expected, inWords(other), { where: `trigger ${trigger.name}`, ...evidenceOf(other) });
        }
      }
    });
  },
};

/** Chooses the variants of one code after another. Those that wait at the same time are all tried, however slow the client is. */
function variantsTried(means: Means): (base: Outcome, code: ErrorCode) => readonly (readonly [string, ErrorFault])[] {
  let slow = 0;
  return ({ fired, isBeside }, code) => {
    const variants = Object.entries(variantsOf(code));
    const isSlow = fired.durationMs > slowMs && !(isBeside && means !== 'operation');
    const turn = isSlow ? slow++ % variants.length : undefined;
    return variants.filter((_, index) => turn === undefined || index === turn);
  };
}

function codesOf({ operation }: Trigger): readonly ErrorCode[] {
  return documentedCodes(operation);
}

function hasCodes(operation: string): boolean {
  return documentedCodes(operation).length > 0;
}

export const distinguished: Requirement = {
  id: 'api.error.distinguished',
  clause: 'api-error-distinguished',
  title: 'handles the error codes it declares differently',
  needs: ['api'],
  hint: 'Give each group of codes its own branch, with an outcome that differs from the others.',
  async check(bench) {
    const triggers = triggersOf(bench, isAny, 'any operation').filter(({ distinguish = [] }) => distinguish.length > 1);
    if (triggers.length === 0)
      throw new NotApplicable('no trigger declares groups of codes that must differ (distinguish)');
    await metAhead(bench, triggers, visibleOutcome, ({ distinguish = [] }) =>
      distinguish.flat().map((code) => ({ kind: 'error', code })),
    );
    await judgeEach(triggers, async (trigger) => {
      await visibleOutcome(bench, trigger);
      const outcomes: { group: number; code: string; outcome: Outcome }[] = [];
      for (const [group, codes] of (trigger.distinguish ?? []).entries()) {
        for (const code of codes) outcomes.push({ group, code, outcome: await withCode(bench, trigger, { code }) });
      }
      for (const [index, one] of outcomes.entries()) {
        for (const other of outcomes.slice(index + 1).filter(({ group }) => group !== one.group)) {
          if (!(await areAlike(one.outcome, other.outcome))) continue;
          const expected = `${one.code} and ${other.code} to lead to different outcomes`;
          const actual = `${inWords(one.outcome)} for both, apart from the code itself`;
          throw new Violation(expected, actual, { where: `trigger ${trigger.name}`, ...evidenceOf(other.outcome) });
        }
      }
    });
  },
};

/** Identical ones are alike, whatever code they show: each was planted with its own code only. */
async function areAlike(one: Outcome, other: Outcome): Promise<boolean> {
  if (one.fired.ending === other.fired.ending && one.fired.text === other.fired.text) return true;
  return sameOutcome(one, other, async () => one);
}

export const survivesUnknown: Requirement = {
  id: 'api.error.unknown-code',
  clause: 'api-error-unknown-code',
  title: 'survives an unknown error code',
  needs: ['api'],
  hint: 'Give the branching on error.code a default: stop, keep the error, and go on serving; let a circuit breaker close again.',
  async check(bench) {
    const triggers = triggersOf(bench, isAny, 'any operation');
    await metAhead(bench, triggers, visibleOutcome, (trigger) => [
      { kind: 'error', code: knownCode(trigger) },
      ...unknownStatuses.map((status): Fault => ({ kind: 'error', code: unknownCode, status })),
    ]);
    await judgeEach(triggers, async (trigger) => {
      const plain = await visibleOutcome(bench, trigger);
      const usual = await withCode(bench, trigger, { code: knownCode(trigger) });
      for (const status of unknownStatuses) {
        const outcome = await withCode(bench, trigger, { code: unknownCode, status });
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
      if ((await recoveryOf(bench)).lost.has(trigger.name))
        throw new Violation(
          `a request to the API within ${recoveryMs / 1000} s after its last error`,
          'none, until the integration was restarted',
          { where: `trigger ${trigger.name}`, ...evidenceOf(after) },
        );
      if (await sameOutcome(plain, after, () => outcomeOf(bench, trigger, []))) return;
      throw new Violation(
        `the trigger to work again afterwards (${inWords(plain)})`,
        inWords(after),
        evidenceOf(after),
      );
    });
  },
};

function knownCode({ operation }: Trigger): string {
  return documentedCodes(operation)[0] ?? 'unauthorized';
}
