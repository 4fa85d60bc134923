import type { Fault } from '../../../platform/api/faults/faults.ts';
import type { Bench } from '../../../platform/bench.ts';
import { isSuccess, type Trigger } from '../../../spec/index.ts';
import { Violation } from '../../requirement.ts';
import { besideEachOther } from './concurrent/run-concurrently.ts';
import { forAnotherCall } from './distinct/other-call.ts';
import { outcomeOf } from './fire.ts';
import { evidenceOf, inWords, type Outcome, sameOutcome } from './outcome.ts';

/** Firings that must all fail, before a client is said not to work again: a busy machine may make one of them fail. */
const firings = 3;

/**
 * Throws where a trigger fails although the API is asked and answers: what it reads belongs to another request, or the
 * connections that it keeps are used up. `after` names what the API did before.
 */
export async function assertWorksAfter(bench: Bench, plain: Outcome, after: string): Promise<void> {
  let last = plain;
  for (let count = 0; count < firings; count++) {
    last = await outcomeOf(bench, plain.trigger, [], { maySkip: true });
    const isAnswered = last.requests.some(({ exchange }) => isSuccess(exchange.response?.status ?? 0));
    if (!isAnswered || !isFailure(last)) return;
  }
  throw new Violation(`the trigger to work again once the API ${after} (${inWords(plain)})`, inWords(last), {
    where: `trigger ${plain.trigger.name}`,
    ...evidenceOf(last),
  });
}

function isFailure({ fired: { ending } }: Outcome): boolean {
  return ending === undefined || /^status 5/.test(ending);
}

/** Throws where a call that could not be read once cannot be read later either, and another one can: the error was kept. */
export async function assertErrorForgotten(bench: Bench, plain: Outcome, fault: Fault): Promise<void> {
  const { trigger } = plain;
  const watch = { maySkip: true, isPinned: true };
  const usual = () => outcomeOf(bench, trigger, []);
  const pinned = await forAnotherCall(bench, trigger);
  const other = await forAnotherCall(bench, trigger);
  if (!pinned || !other) return;
  const failed = await outcomeOf(bench, pinned, [{ fault }], watch);
  if (failed.requests.length === 0 || failed.fired.ending === plain.fired.ending) return;
  const after = await outcomeOf(bench, pinned, [], watch);
  if (await sameOutcome(plain, after, usual)) return;
  // A client that asks for nothing any more, or shows other calls otherwise, is another requirement's.
  if (!(await sameOutcome(plain, await outcomeOf(bench, other, [], watch), usual))) return;
  throw new Violation(`the call to be read once the API answers again (${inWords(plain)})`, inWords(after), {
    where: `trigger ${trigger.name}`,
    ...evidenceOf(after),
  });
}

/** Failures in a row: more than circuit breakers take. */
const manyFailures = 8;

/** Makes one request after another fail, at the same time where that can be. */
export async function failOften(bench: Bench, trigger: Trigger, fault: Fault): Promise<void> {
  const trials = Array.from({ length: manyFailures }, () => ({ trigger, script: [{ fault }], settleMs: 20 }));
  if (await besideEachOther(bench, trigger, trials)) return;
  for (const { script } of trials) await outcomeOf(bench, trigger, script, { maySkip: true });
}
