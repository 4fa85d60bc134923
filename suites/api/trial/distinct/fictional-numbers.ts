import type { Asking } from '../../../../platform/api/api.ts';
import type { Bench } from '../../../../platform/bench.ts';
import { valueIn } from './request-value.ts';

/** Numbers for fiction without a meaning of their own in the API of the kit: each of these is for one trial of a run. */
export const trialNumbers: readonly string[] = [...fictional(60, 79), ...fictional(40, 49)];
/** These are for trials at the same time, and given again once all of them were. */
const laneNumbers: readonly string[] = fictional(1, 39);

function fictional(first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, at) => `+120255501${String(first + at).padStart(2, '0')}`);
}

/** Numbers that were given to trials. */
interface Given {
  readonly all: Set<string>;
  trials: number;
  lanes: number;
}

export function givenNumbers(bench: Bench): Promise<Given> {
  return bench.once('numbers of trials', async () => ({ all: new Set<string>(), trials: 0, lanes: 0 }));
}

/** A number that no other trial of the run has. */
export async function ownNumber(bench: Bench): Promise<string | undefined> {
  const given = await givenNumbers(bench);
  const isFree = freeIn(bench, given);
  while (given.trials < trialNumbers.length) {
    const number = trialNumbers[given.trials++];
    if (number !== undefined && isFree(number)) return give(given, number);
  }
  return undefined;
}

/** A number that no other trial at this time has. */
export async function laneNumber(bench: Bench): Promise<string | undefined> {
  const given = await givenNumbers(bench);
  const isFree = freeIn(bench, given);
  for (let tries = 0; tries < laneNumbers.length; tries++) {
    const number = laneNumbers[given.lanes++ % laneNumbers.length];
    if (number !== undefined && isFree(number)) return give(given, number);
  }
  return undefined;
}

function give({ all }: Given, number: string): string {
  all.add(number);
  return number;
}

/** Not those that the integration or a trigger uses by itself. */
function freeIn({ options, api }: Bench, { all }: Given): (number: string) => boolean {
  const text = JSON.stringify(options.api?.triggers ?? []);
  const isPlaced = (number: string) => api?.placed.some(({ request }) => request.body.includes(number)) ?? false;
  return (number) => all.has(number) || !(text.includes(number.slice(1)) || isPlaced(number));
}

/** Whether a request creates a call to a number that stands for another trial than the one with this text. */
export function isOfOtherTrial(seen: Asking, text: string, given: Pick<Given, 'all'>): boolean {
  const value = seen.operation === 'createCall' ? valueIn(seen) : undefined;
  return value !== undefined && given.all.has(value) && !text.includes(value);
}
