import { announcedKeys } from '../../platform/call/announced.ts';
import { listening } from '../../platform/events/gathering.ts';
import type { Caller, Move } from '../../platform/script.ts';
import { inputs } from '../preconditions/sample-call.ts';

/** A caller that decides by what was said since the last answer. */
interface Listener extends Caller {
  hears(words: string): void;
}

/** One of the paths that the documentation asks to be run before production. */
export interface Path {
  readonly name: 'normal' | 'invalid-input' | 'no-answer';
  readonly caller: () => Listener;
}

/** Turns after which a caller hangs up, because a menu may repeat without end. */
const patience = 12;
const silence: Move = { keys: '', after: 'wait' };

type Press = (parameters: Readonly<Record<string, unknown>>, announced: readonly string[], turn: number) => Move;

function listener(press: Press, turnSegments: 'answers' | 'unanswered'): Listener {
  let heard = '';
  return {
    hears: (words) => {
      heard += ` ${words}`;
    },
    atGather: ({ parameters }, turn) => {
      const announced = announcedKeys(heard);
      heard = '';
      return turn < patience ? press(parameters, announced, turn) : { keys: '', after: 'hang-up' };
    },
    atDial: () => turnSegments,
  };
}

/** The first key that is announced; where none is, as many digits as are asked for. */
const asAsked: Press = (parameters, announced) => ({ keys: inputs(parameters, announced)[0] ?? '1', after: 'wait' });

/** First an unannounced key, or too few digits; then no more input. */
const wrongKey: Press = (parameters, announced, turn) => {
  if (turn > 0) return silence;
  const { finishKey } = listening(parameters);
  const keys = [...'9087654321*'].filter((key) => !announced.includes(key) && key !== finishKey);
  return { keys: keys[0] ?? '', after: 'wait' };
};

/** Normal path, invalid input, timeout or no answer. */
export const paths: readonly Path[] = [
  { name: 'normal', caller: () => listener(asAsked, 'answers') },
  { name: 'invalid-input', caller: () => listener(wrongKey, 'answers') },
  { name: 'no-answer', caller: () => listener(() => silence, 'unanswered') },
];
