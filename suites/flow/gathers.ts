import type { Exploration } from '../../flows/explore/exploration.ts';
import { gatherFits as fitsRule } from '../../flows/rules/digits/fits.ts';
import * as rules from '../../flows/rules/digits/gathers.ts';
import { hiddenKeys as hiddenRule } from '../../flows/rules/hidden.ts';
import { announcedKeys as announcedRule, invalidDistinct as distinctRule } from '../../flows/rules/menus.ts';
import type { Bench } from '../../platform/bench.ts';
import { plainProblem } from '../preconditions/acknowledged.ts';
import { inEachFlow } from '../preconditions/explored-flow.ts';
import { freeCalls } from '../preconditions/free-callers.ts';
import { assertStores } from '../preconditions/schedule.ts';
import { Blocked, NotApplicable, type Requirement } from '../requirement.ts';
import { ruled } from './ruled.ts';

const everyKeyOfTheWalk = ruled(rules.everyKey, {
  clause: 'flow-gather-every-key',
  title: 'gives a valid answer to every key press',
  hint: 'Give keys without a meaning their own branch: say so, and ask again or say goodbye.',
});

export const everyKey: Requirement = withFreeCalls(everyKeyOfTheWalk, 'pressed');

const timeoutOfTheWalk = ruled(rules.gatherTimeout, {
  clause: 'flow-gather-timeout',
  title: 'handles a caller who enters nothing',
  hint: 'After a time-out, digits is empty and timed_out is true, and the next action still runs. Handle that case too.',
  assumes: ['Q1', 'Q2', 'Q29', 'Q62'],
});

export const gatherTimeout: Requirement = withFreeCalls(timeoutOfTheWalk, 'waited');

export const invalidInput: Requirement = ruled(rules.invalidInput, {
  clause: 'flow-gather-invalid-input',
  title: 'has a path for invalid input',
  hint: 'Answer keys that the prompt does not name with a valid answer: say so, and ask again or say goodbye.',
});

export const invalidDistinct: Requirement = ruled(distinctRule, {
  clause: 'flow-gather-invalid-distinct',
  title: 'does not send invalid input down an announced path',
  hint: 'Let the default branch say that the key was wrong, instead of taking one of the choices.',
  unless: digitsAreLost,
});

export const announcedKeys: Requirement = ruled(announcedRule, {
  clause: 'flow-gather-announced-keys',
  title: 'gives each announced key its own path',
  hint: 'Handle every key that the prompt names, as it says, or do not name it.',
  unless: digitsAreLost,
});

export const hiddenKeys: Requirement = ruled(hiddenRule, {
  clause: 'flow-gather-hidden-keys',
  title: 'announces each key that leads to a service of its own',
  hint: 'Name the key in the prompt, or remove its branch.',
});

export const gatherFits: Requirement = ruled(fitsRule, {
  clause: 'flow-gather-fits',
  title: 'takes as many digits as it asks for, and gives enough time',
  hint: 'Keep num_digits, min_digits, max_digits and timeout_seconds in step with what the prompt asks for.',
  assumes: ['Q1', 'Q2', 'Q29'],
});

/** A rule on the walk, and then on calls with generated input as well. */
function withFreeCalls(requirement: Requirement, input: 'pressed' | 'waited'): Requirement {
  return {
    ...requirement,
    async check(bench, note) {
      await requirement.check(bench, note);
      await inEachFlow(bench, async (flow) => {
        const violation = (await freeCalls(flow)).violations[input];
        if (violation) throw violation;
      });
    },
  };
}

/** Keys make no difference to an integration that does not get them: `call.gathered` carries the digits (Q29). */
async function digitsAreLost(bench: Bench, { refused }: Exploration): Promise<void> {
  if (bench.options.readings.Q29 === 'in-request') return;
  if (!bench.capabilities.has('webhook')) {
    throw new NotApplicable('digits arrive in call.gathered, and no webhook URL is declared (--webhook-url)');
  }
  if (refused.some(({ event }) => event === 'call.gathered')) {
    const problem = (await plainProblem(bench)) ?? 'webhook.ack.every-event';
    throw new Blocked('call.gathered, which brings the digits, is not acknowledged', problem);
  }
  if (bench.capabilities.has('state')) await assertStores(bench);
}
