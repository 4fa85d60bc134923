import { decidesByCode, distinguishes, survives, type Variant } from '../../../platform/api/breaches.ts';
import type { Fault } from '../../../platform/api/faults/faults.ts';
import { documentedCodes, unknownCode, unknownErrors, variantsOf } from '../../../platform/api/laws.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { ErrorCode, Trigger } from '../../../spec/index.ts';
import { NotApplicable, type Requirement, Violation } from '../../requirement.ts';
import { assertErrorForgotten, failOften } from '../trial/afterwards.ts';
import { assertAsksAgain } from '../trial/asks-again.ts';
import type { Means } from '../trial/concurrent/prepared.ts';
import { meansOf } from '../trial/distinct/distinct.ts';
import { judgeEach } from '../trial/each-trigger.ts';
import { outcomeOf } from '../trial/fire.ts';
import { evidenceOf, inWords, type Outcome, sameOutcome, triggersOf } from '../trial/outcome.ts';
import { visibleOutcome } from '../trial/plain-outcome.ts';
import { metAhead, metWith, triedAhead } from '../trial/trials.ts';
import { assertKept, clientOf, endsAsSuccess } from './kept.ts';
import { finalTrials } from './later.ts';

const anyOperation = () => true;

/** The outcome of one code, for every attempt. */
function withCode(bench: Bench, trigger: Trigger, code: string): Promise<Outcome> {
  return metWith(bench, trigger, { kind: 'error', code });
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
    // What comes of them is looked at later: meanwhile a queue has its time.
    for (const trigger of triggers) await finalTrials(bench, trigger).catch(() => undefined);
    await metAhead(bench, triggers, visibleOutcome, (trigger) =>
      codesOf(trigger).map((code) => ({ kind: 'error', code })),
    );
    await triedAhead(bench, triggers, visibleOutcome, async (trigger) => {
      const tried = variantsTried(await meansOf(bench, trigger));
      const faults: Fault[] = [];
      for (const code of codesOf(trigger)) {
        const base = await withCode(bench, trigger, code);
        faults.push(...tried(base, Object.entries(variantsOf(code))).map(([, fault]) => fault));
      }
      return faults;
    });
    await judgeEach(triggers, async (trigger) => {
      const client = clientOf(bench, trigger, { plain: await visibleOutcome(bench, trigger) });
      const tried = variantsTried(await meansOf(bench, trigger));
      await assertKept(trigger, decidesByCode(client, codesOf(trigger), tried));
    });
  },
};

/** Chooses the variants of one code after another. Those that wait at the same time are all tried, however slow the client is. */
function variantsTried(means: Means): (base: Outcome, variants: readonly Variant[]) => readonly Variant[] {
  let slow = 0;
  return ({ fired, isBeside }, variants) => {
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
    const triggers = triggersOf(bench, anyOperation, 'any operation').filter(
      ({ distinguish = [] }) => distinguish.length > 1,
    );
    if (triggers.length === 0)
      throw new NotApplicable('no trigger declares groups of codes that must differ (distinguish)');
    await metAhead(bench, triggers, visibleOutcome, ({ distinguish = [] }) =>
      distinguish.flat().map((code) => ({ kind: 'error', code })),
    );
    await judgeEach(triggers, async (trigger) => {
      const client = clientOf(bench, trigger, { plain: await visibleOutcome(bench, trigger) });
      await assertKept(trigger, distinguishes(client, trigger.distinguish ?? [], areAlike));
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
    const triggers = triggersOf(bench, anyOperation, 'any operation');
    await metAhead(bench, triggers, visibleOutcome, (trigger) => [
      { kind: 'error', code: knownCode(trigger) },
      ...Object.values(unknownErrors),
    ]);
    await judgeEach(triggers, async (trigger) => {
      const plain = await visibleOutcome(bench, trigger);
      const usual = await withCode(bench, trigger, knownCode(trigger));
      const known = clientOf(bench, trigger, { plain, usual });
      const client = {
        ...known,
        isTakenForSuccess: async (outcome: Outcome) =>
          endsAsSuccess(plain, outcome, usual) || known.isTakenForSuccess(outcome),
      };
      await assertKept(trigger, survives(client, unknownErrors, client.trialOf));
      const after = await outcomeOf(bench, trigger, []);
      await assertAsksAgain(bench, [trigger]);
      if (!(await sameOutcome(plain, after, () => outcomeOf(bench, trigger, []))))
        throw new Violation(
          `the trigger to work again afterwards (${inWords(plain)})`,
          inWords(after),
          evidenceOf(after),
        );
      await assertErrorForgotten(bench, plain, unavailable);
    });
    const often = triggers[bench.options.seed % triggers.length];
    if (!often || !(await visibleOutcome(bench, often).catch(() => undefined))) return;
    await failOften(bench, often, unavailable);
    await outcomeOf(bench, often, []);
    await assertAsksAgain(bench, [often]);
  },
};

const unavailable: Fault = { kind: 'error', code: unknownCode, status: 503 };

function knownCode({ operation }: Trigger): string {
  return documentedCodes(operation)[0] ?? 'unauthorized';
}
