import type { Action, ConnectingAction } from '../spec/index.ts';

/** What a caller does at a gather: presses keys one by one until it ends; if they do not end it, waits or hangs up. */
export interface Move {
  readonly keys: string;
  /** What follows when the keys did not end it. */
  readonly after: 'wait' | 'hang-up';
}

/** How the other end of a new leg reacts; `canceled`: an outbound call is given up before anybody answers. */
export const dialOutcomes = ['answers', 'busy', 'unanswered', 'failed', 'canceled'] as const;
export type DialOutcome = (typeof dialOutcomes)[number];

/** A leg that is dialled: the callee of an outbound call, the target of a transfer or a bridge. */
export interface Dial {
  readonly by: 'outbound' | Exclude<ConnectingAction, 'conference'>;
  readonly destination: string;
}

/** Decides for the people on the line. */
export interface Caller {
  /** At a gather; `turn` counts the gathers of the call, from 0. */
  atGather(action: Action, turn: number): Move | Promise<Move>;
  /** Default: `answers`. */
  atDial?(dial: Dial): DialOutcome | Promise<DialOutcome>;
  /** Settles when the connected parties hang up (default: at once). */
  whileConnected?(): Promise<void>;
}

/**
 * What a caller does, turn by turn. At a gather: keys (`1`, `12#`), `wait` (presses nothing), `12+wait` (a part, then
 * nothing), `hangup`, `12+hangup`. Where a leg is dialled: `answers`, `busy`, `unanswered`, `failed`, `canceled`.
 */
export type Script = readonly string[];

/** The move in the notation of a script; undefined when it is none. */
export function moveOf(text: string): Move | undefined {
  const [, keys = '', rest] = /^([0-9A-D*#]*)(?:(?:^|\+)(wait|hangup))?$/.exec(text) ?? [];
  if (keys === '' && rest === undefined && text !== '') return undefined;
  return { keys, after: rest === 'hangup' ? 'hang-up' : 'wait' };
}

export function isDialOutcome(text: string): text is DialOutcome {
  return (dialOutcomes as readonly string[]).includes(text);
}

/** Silent gathers that a scripted caller bears once the script is used up, before hanging up. */
const patience = 10;

/** A caller that follows a script: each entry is used at the first turn that it fits, and then the caller is silent. */
export function scripted(script: Script): Caller {
  const moves = script.filter((entry) => !isDialOutcome(entry)).map(required);
  const dials = script.filter(isDialOutcome);
  let silent = 0;
  return {
    atGather() {
      const next = moves.shift();
      if (next) return next;
      silent++;
      return { keys: '', after: silent > patience ? 'hang-up' : 'wait' };
    },
    atDial: () => dials.shift() ?? 'answers',
  };
}

function required(entry: string): Move {
  const move = moveOf(entry);
  if (!move) throw new RangeError(`a script has no entry ${JSON.stringify(entry)}`);
  return move;
}
