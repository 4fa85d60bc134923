import type { SeenRequest } from '../../../platform/api/api.ts';
import { valueIn } from './asked.ts';

/** Numbers for fiction without a meaning of their own in the API of the kit, each for one trial of a run. */
export const trialNumbers: readonly string[] = Array.from({ length: 20 }, (_, index) => `+120255501${60 + index}`);

/** Whether a request creates a call to a number that stands for another trial than the one with this text. */
export function isOfOtherTrial(seen: SeenRequest, text: string): boolean {
  const value = seen.operation === 'createCall' ? valueIn(seen) : undefined;
  return value !== undefined && trialNumbers.includes(value) && !text.includes(value);
}
