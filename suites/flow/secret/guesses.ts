import { enteredAt } from '../../../flows/graph/secret.ts';
import { listening } from '../../../platform/events/gathering.ts';
import type { GraphNode } from '../../../spec/index.ts';

/** Digits that are hardly right, others at each attempt. */
export function guessAt({ actions }: GraphNode, attempt: number): string {
  const { min, max } = listening(actions.at(-1)?.parameters ?? {});
  return `${attempt}8263`.repeat(4).slice(0, Math.min(Math.max(min, 1), max, 16));
}

/** Digits of the same length that differ from the first on, and in the middle. */
export function wrongOnes(digits: string): readonly string[] {
  return [3, 5, 7].map((step) => digits.replace(/\d/g, (digit) => String((Number(digit) + step) % 10)));
}

/** What somebody enters who does not know all of it, as far as it can be entered at this gather. */
export function variantsOf(node: GraphNode, digits: string, known: readonly string[]): readonly string[] {
  const last = String((Number(digits.at(-1)) + 1) % 10);
  const first = String((Number(digits.at(0)) + 1) % 10);
  const unlike = [
    digits.replace(/^0+/, ''),
    `0${digits}`,
    `00${digits}`,
    digits.slice(0, -1),
    digits.slice(1),
    digits.slice(0, 1),
    `${digits}0`,
    `${digits}${last}`,
    `${digits}*`,
    `*${digits}`,
    `${digits}#`,
    digits.slice(0, -1) + last,
    first + digits.slice(1),
    [...digits].reverse().join(''),
    [...digits].sort().join(''),
    // What a developer leaves behind who wanted to get in.
    ...['0', '9'].map((digit) => digit.repeat(digits.length)),
    '',
  ];
  const { finishKey } = listening(node.actions.at(-1)?.parameters ?? {});
  // Fewer digits than are needed can be entered, too: then the time runs out.
  const entered = unlike
    .filter((each) => each !== digits && !known.includes(each))
    .map((each) => enteredAt(node, each) ?? (isShort(node, each) ? `${each}${each === '' ? '' : '+'}wait` : undefined));
  const silent = finishKey === undefined ? [] : [finishKey];
  return [...new Set([...entered.flatMap((each) => each ?? []), ...silent])];
}

function isShort({ actions }: GraphNode, digits: string): boolean {
  const { min, finishKey } = listening(actions.at(-1)?.parameters ?? {});
  return digits.length < min && (finishKey === undefined || !digits.includes(finishKey));
}
