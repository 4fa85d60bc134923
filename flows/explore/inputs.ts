import { listening } from '../../platform/events/gathering.ts';
import type { GraphNode } from '../../spec/index.ts';

/** The twelve keys, in the order in which a keypad reads. */
export const keys: readonly string[] = [...'1234567890*#'];

/** As many digits are a number of something. */
const longNumber = 7;

/** Digits beyond this are not entered one by one. */
const longest = 32;

/**
 * What a caller might do at a gather: announced keys first, then the others; where several digits are collected, values
 * at the edges of their count, a part of one, the finish key alone; and nothing. `more` are digits that the integration
 * is known to take.
 */
export function inputsAt(
  { actions, announced }: Pick<GraphNode, 'actions' | 'announced'>,
  more: readonly string[] = [],
): readonly string[] {
  const gather = actions.at(-1);
  const { min, max: allowed, finishKey } = listening(gather?.parameters ?? {});
  const max = Math.min(allowed, longest);
  const single = max === 1 ? keys : several(min, max, finishKey);
  const fitting = more.filter((digits) => digits.length <= max && (max > 1 || digits.length === 1));
  return [...new Set([...announced.filter((key) => key !== finishKey), ...single, ...fitting, 'wait'])];
}

/** What is entered first at a gather: long, it is unlike anything that is said by chance, so that who hears it later hears of this caller. */
export function firstNumber(count: number): string {
  return count >= longNumber ? '9'.repeat(count) : '1234567890'.slice(0, count);
}

function several(min: number, max: number, finishKey: string | undefined): readonly string[] {
  const counting = '1234567890'.repeat(4);
  const enough = Math.min(Math.max(min, 1), max);
  const ended = (digits: string) => (digits.length < max && finishKey ? digits + finishKey : digits);
  return [
    ...(max >= longNumber ? [firstNumber(max)] : []),
    ended(counting.slice(0, enough)),
    counting.slice(0, max),
    ...['0', '9', '*'].filter((key) => key !== finishKey).map((key) => key.repeat(max)),
    ...(max > 2 && finishKey !== '*' ? [`1*${counting.slice(2, max)}`] : []),
    ...(finishKey ? [finishKey] : []),
    ...(enough > 1 ? [`${counting.slice(0, enough - 1)}+wait`] : []),
  ];
}
