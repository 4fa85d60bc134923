import type { SeenRequest } from '../../../../platform/api/api.ts';
import type { Fault } from '../../../../platform/api/faults/faults.ts';
import type { Bench } from '../../../../platform/bench.ts';
import type { Trigger } from '../../../../spec/index.ts';
import { outcomeOf } from '../fire.ts';
import { apiOf, type Outcome } from '../outcome.ts';
import { plainOutcome } from '../plain-outcome.ts';
import { ownNumber, trialNumbers } from './fictional-numbers.ts';
import { replaced } from './replace-value.ts';
import { valueIn } from './request-value.ts';

/** The trigger for a number of its own, where it creates calls to whatever number it is given; else undefined. */
export async function withOwnNumber(bench: Bench, trigger: Trigger): Promise<Trigger | undefined> {
  const taken = await takenNumber(bench, trigger);
  const number = taken && (await ownNumber(bench));
  return taken && number !== undefined ? replaced(trigger, taken.usual, number) : undefined;
}

/** A number that a trigger gives, where it can be another one as well, and what came of a trial with another one. */
interface Taken {
  readonly usual: string;
  readonly other: string;
  readonly outcome: Outcome;
}

export async function takenNumber(bench: Bench, trigger: Trigger): Promise<Taken | undefined> {
  if (trigger.operation !== 'createCall') return undefined;
  return bench.once(`number that ${trigger.name} takes`, () => tryAnother(bench, trigger));
}

async function tryAnother(bench: Bench, trigger: Trigger): Promise<Taken | undefined> {
  const plain = await plainOutcome(bench, trigger);
  const [request] = plain.requests;
  const usual = request && valueIn(request);
  if (usual === undefined) return undefined;
  const number = await ownNumber(bench);
  const other = number === undefined ? undefined : replaced(trigger, usual, number);
  if (number === undefined || other === undefined) return undefined;
  const outcome = await outcomeOf(bench, other, [], { maySkip: true, isPinned: true });
  const isTaken = outcome.requests.some((each) => valueIn(each) === number);
  return isTaken && outcome.fired.ending === plain.fired.ending ? { usual, other: number, outcome } : undefined;
}

/** A trial whose attempts are recognised by their own number. */
interface Numbered {
  readonly fault: Fault;
  readonly number: string;
  /** When it had ended, on the monotonic clock. */
  endedAt: number;
}

export function numberedTrials(bench: Bench, { name }: Trigger): Promise<Numbered[]> {
  return bench.once(`numbered trials of ${name}`, async () => []);
}

/** What was asked of the API in a trial, whenever it was asked. */
export function attemptsAt(bench: Bench, number: string): readonly SeenRequest[] {
  return apiOf(bench).placed.filter((seen) => valueIn(seen) === number);
}

/** The number that a trigger of its own has, for the list of trials. */
export function numberIn(trigger: Trigger): string | undefined {
  const text = JSON.stringify(trigger.request ?? trigger.command ?? '');
  return trialNumbers.find((each) => text.includes(each) || text.includes(encodeURIComponent(each)));
}

/** Takes note of a trial with a number of its own. */
export async function noteTrial(bench: Bench, trigger: Trigger, fault: Fault, { fired }: Outcome): Promise<void> {
  const number = numberIn(trigger);
  if (number !== undefined) (await numberedTrials(bench, trigger)).push({ fault, number, endedAt: fired.endedAt });
}
