import type { Client, Questions } from '../../../platform/api/breaches.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { Trigger } from '../../../spec/index.ts';
import { Violation } from '../../requirement.ts';
import { crashOf } from '../trial/crash-output.ts';
import { outcomeOf } from '../trial/fire.ts';
import { evidenceOf, inWords, type Outcome, sameOutcome } from '../trial/outcome.ts';
import { metWith, plantedBy } from '../trial/trials.ts';

/** A trigger as the laws of error handling see it: `plain` is its outcome when nothing goes wrong, `usual` that of an error that it knows. */
export function clientOf(
  bench: Bench,
  trigger: Trigger,
  { plain, usual }: { readonly plain: Outcome; readonly usual?: Outcome },
): Client<Outcome> {
  const client: Client<Outcome> = {
    trialOf: (fault) => metWith(bench, trigger, fault),
    newTrialOf: (fault) => outcomeOf(bench, trigger, [{ fault }], { planted: plantedBy(fault) }),
    count: ({ requests }) => requests.length,
    words: inWords,
    same: (one, other, fault) => sameOutcome(one, other, () => client.newTrialOf(fault)),
    crashOf: async (outcome) => crashOf(outcome, usual),
    isTakenForSuccess: (outcome) => sameOutcome(plain, outcome, () => outcomeOf(bench, trigger, [])),
  };
  return client;
}

/** 202 says that it is not decided yet. */
const done = /^(?:status 20[0134]|exit 0)$/;
const failed = /^(?:status [45]\d\d|exit [1-9]\d*)$/;

/** Whether a trigger ends as it does when all went well, where one of a known error does not. */
export function endsAsSuccess(plain: Outcome, outcome: Outcome, usual: Outcome): boolean {
  const ends = (pattern: RegExp, { fired }: Outcome) => pattern.test(fired.ending ?? '');
  return ends(done, plain) && ends(failed, usual) && ends(done, outcome);
}

/** Throws the first breach of a law. A check looks again at what is wrong by itself, see `confirmedAlone`. */
export async function assertKept({ name }: Trigger, questions: Questions<Outcome>): Promise<void> {
  for await (const ask of questions) {
    const breach = await ask();
    if (!breach) continue;
    const { expected, actual, trial } = breach;
    throw new Violation(expected, actual, { where: `trigger ${name}`, ...evidenceOf(trial) });
  }
}
