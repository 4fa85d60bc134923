import type { Bench } from '../../../../platform/bench.ts';
import { Unreachable } from '../../../../platform/http/sender.ts';
import { KitFault } from '../../../../platform/kit-fault.ts';
import { OutOfTime } from '../../../../platform/request-policy/allowance.ts';
import type { Note } from '../../../note.ts';
import type { Requirement } from '../../../requirement.ts';
import { assertStillWorks } from '../still-works.ts';
import { aheadIn, type Means } from './prepared.ts';

/** How trials at the same time were told apart, by trigger; nothing is asked for it. */
async function howApart(bench: Bench): Promise<string> {
  const { apart, means } = await aheadIn(bench);
  const ways = [...means].map(([name, each]) => `of ${name} ${sentences[apart.has(name) ? 'nothing' : each]}`);
  return `trials ${ways.join(', ')}`;
}

const sentences: Readonly<Record<Means, string>> = {
  number: 'at the same time, each with a number of its own',
  call: 'at the same time, each for a call of its own',
  'base URL': 'at the same time, each with a base URL of its own',
  operation: 'one after another, beside those of other operations',
  nothing: 'one after another',
};

/**
 * The same requirement, which looks again at what it did not find right where trials went on at the same time: one of them
 * may have been the reason, as with a circuit breaker or a queue that they share. Only what is seen alone counts.
 */
export function confirmedAlone(requirement: Requirement): Requirement {
  return {
    ...requirement,
    async check(bench, note) {
      const ahead = await aheadIn(bench);
      ahead.trials = 0;
      try {
        await checkAgain(requirement, bench, note);
      } finally {
        note.cases += ahead.trials;
      }
    },
  };
}

async function checkAgain(requirement: Requirement, bench: Bench, note: Note): Promise<void> {
  const ahead = await aheadIn(bench);
  ahead.isUsed = false;
  ahead.tried.clear();
  try {
    await requirement.check(bench, note);
  } catch (error) {
    const isOther = error instanceof KitFault || error instanceof Unreachable || error instanceof OutOfTime;
    if (!ahead.isUsed || isOther) throw error;
    ahead.isAlone = true;
    try {
      await requirement.check(bench, note);
    } finally {
      ahead.isAlone = false;
      note.seen ||= 'looked at one trial after another, as trials at the same time were not all right';
    }
  }
  const tried = (bench.options.api?.triggers ?? []).filter(({ name }) => ahead.tried.has(name));
  await assertStillWorks(bench, tried);
  if (ahead.isUsed) note.seen ||= await howApart(bench);
}
