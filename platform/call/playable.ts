import { type Action, endsList } from '../../spec/index.ts';
import type { Answered } from '../answer/answered.ts';
import { type AnswerProblem, problemOf } from './problem.ts';

/** The playable part of an answer, and its faults; one fault should hide as little as possible. */
interface Playable {
  readonly actions: readonly Action[];
  /** The first reason why MiniVoice could not play it as it came. */
  readonly problem: AnswerProblem | undefined;
  /** Nothing can be played: there is no list of actions, or the fault decides where the call goes. */
  readonly isBroken: boolean;
}

/** Actions that are still carried out without a field. */
const lenient: ReadonlySet<string> = new Set(['say', 'gather']);

/**
 * An answer without what breaks the contract in it: of speech and gathers, the field with a wrong value is left out; any
 * other action that is wrong is passed over. What MiniVoice does with such an answer is not documented, so nothing is judged by it that
 * rests on the fault.
 */
export function playable(answered: Answered): Playable {
  const problem = problemOf(answered);
  const { judged } = answered;
  if (!problem || !judged) return { actions: judged?.actions ?? [], problem, isBroken: problem !== undefined };
  const wrong = judged.findings
    .filter(({ clause }) => clause === 'answer-actions-fields')
    .map(({ pointer }) => pointer);
  const actions = judged.actions.flatMap((action) => without(action, wrong));
  // What ends the list decides by its fields where the call goes.
  const isUndecided = judged.actions.some(
    ({ name, pointer }) => endsList(name) && wrong.some((each) => each.startsWith(pointer)),
  );
  return { actions, problem, isBroken: actions.length === 0 || isUndecided };
}

function without(action: Action, wrong: readonly string[]): readonly Action[] {
  const own = wrong.filter((each) => each === action.pointer || each.startsWith(`${action.pointer}/`));
  if (own.length === 0) return [action];
  if (own.includes(action.pointer) || !lenient.has(action.name)) return [];
  const names = new Set(own.map((each) => each.slice(action.pointer.length + 1).split('/')[0]));
  const parameters = Object.fromEntries(Object.entries(action.parameters).filter(([name]) => !names.has(name)));
  return [{ ...action, parameters }];
}

/** What keeps an answer from being played at all. */
export function obstacleIn(answered: Answered): AnswerProblem | undefined {
  const { problem, isBroken } = playable(answered);
  return isBroken ? problem : undefined;
}
