import fc from 'fast-check';
import { listening } from '../../platform/events/gathering.ts';
import type { GraphNode } from '../../spec/index.ts';

/** A gather of the call flow, and the inputs that lead to it. */
export type Gather = Pick<GraphNode, 'actions' | 'path'>;

/** Most keys that are pressed at one gather. */
const maxKeys = 32;
/** Most turns after the gather from which a caller goes on. */
const maxTurns = 4;

const digit = fc.constantFrom(...'0123456789');
const key = fc.constantFrom(...'0123456789*#');

/** What a caller does at a gather of which nothing is known. */
const anyInput = fc.oneof(
  { weight: 4, arbitrary: key },
  { weight: 2, arbitrary: fc.constant('wait') },
  { weight: 2, arbitrary: fc.string({ unit: digit, minLength: 2, maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: digit, maxLength: 12 }).map((digits) => `${digits}#`) },
);

/**
 * The inputs of a caller who reaches a gather of the flow, enters something that it may collect, and goes on freely. Counts
 * and finish key come from the parameters of the gather; a list that is easier to read is the smaller one.
 */
export function callerPath(gathers: readonly [Gather, ...Gather[]]): fc.Arbitrary<readonly string[]> {
  // Where one key decides, the walk has pressed each; what takes several has more to show.
  const weight = ({ actions }: Gather) => (collected(actions).max > 1 ? 4 : 1);
  const chosen = gathers.map((gather) => ({ weight: weight(gather), arbitrary: pathThrough(gather) }));
  return fc.oneof(...chosen);
}

/** Gathers of which every count is entered. */
const maxGathers = 4;

/** Each count of digits that the first gathers of several digits may collect, and one digit, ended in each way that fits. */
export function eachCount(gathers: readonly Gather[]): readonly (readonly string[])[] {
  const long = gathers.filter(({ actions }) => collected(actions).max > 1).slice(0, maxGathers);
  return long.flatMap(({ actions, path }) => {
    const { min, max, finishKey } = collected(actions);
    const most = Math.min(max, maxKeys);
    const counts = [1, ...Array.from({ length: most - min + 1 }, (_, more) => min + more)].filter((count) => count > 0);
    const endings = finishKey === undefined ? ['+wait'] : [finishKey, '+wait'];
    const entries = counts.flatMap((count) => {
      const digits = '2580741963'
        .repeat(4)
        .slice(0, count)
        .replaceAll(finishKey ?? '', '');
      return digits.length >= most ? [digits] : endings.map((ending) => `${digits}${ending}`);
    });
    return [...new Set(entries)].map((entered) => [...path, entered]);
  });
}

function pathThrough({ actions, path }: Gather): fc.Arbitrary<readonly string[]> {
  return fc
    .tuple(entry(collected(actions)), fc.array(anyInput, { maxLength: maxTurns }))
    .map(([entered, turns]) => [...path, entered, ...turns]);
}

/** Keys at one gather: fewer than it needs, as many as it takes, or more, with its finish key, and after hesitation. */
function entry({ min, max, finishKey }: ReturnType<typeof listening>): fc.Arbitrary<string> {
  const most = Math.min(max, maxKeys);
  const units = [digit, digit, digit, key, digit.filter((each) => each < '2')];
  const digits = fc
    .tuple(fc.constantFrom(...units), countBetween(Math.min(min, most), most))
    .chain(([unit, count]) => fc.string({ unit, minLength: count, maxLength: count }))
    .map((text) => (finishKey === undefined ? text : text.replaceAll(finishKey, '')));
  const endings = ['+wait', ...(finishKey === undefined ? [] : [finishKey, finishKey])];
  return fc
    .tuple(digits, fc.constantFrom(...endings), fc.string({ unit: digit, maxLength: 2 }))
    .map(([text, ending, more]) => {
      if (text.length >= most) return `${text}${more}`;
      return text === '' && ending === '+wait' ? 'wait' : `${text}${ending}`;
    });
}

/** Any count up to the largest, the edges more often. */
function countBetween(min: number, max: number): fc.Arbitrary<number> {
  const edges = [min - 1, min, max - 1, max].filter((count) => count >= 0 && count <= max);
  return fc.oneof(fc.integer({ min: 0, max }), fc.constantFrom(...edges));
}

function collected(actions: Gather['actions']): ReturnType<typeof listening> {
  return listening(actions.at(-1)?.parameters ?? {});
}
