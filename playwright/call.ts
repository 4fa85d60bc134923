import type { Bench } from '../platform/bench.ts';
import { playCall } from '../platform/call/call.ts';
import type { CallOptions } from '../platform/call/line.ts';
import type { Step } from '../platform/call/step.ts';
import { type TranscriptLine, transcript } from '../platform/call/transcript.ts';
import type { CallContext } from '../platform/events/events.ts';
import type { Caller, DialOutcome, Move } from '../platform/script.ts';
import { printable, printedTranscript, rememberRedactor } from './printable.ts';
import { type Sent, sentOf } from './sent.ts';

/** `running`: it is nobody's turn; a test sees this only if it does not await the last step. */
export type CallState = 'running' | 'at a gather' | 'connected' | 'ended';

/** A call in which the test is the caller. Each move runs on to the next turn, or to the end. */
export interface Call extends CallContext {
  readonly state: CallState;
  /** Everything that the caller has heard. */
  readonly heard: readonly string[];
  readonly transcript: readonly TranscriptLine[];
  readonly steps: readonly Step[];
  /** The events delivered so far, each with its attempts. */
  readonly events: readonly Sent[];
  /** Presses keys (`1`, `12#`) in one go; where they do not end the gather, waits for its time-out. */
  press(keys: string): Promise<void>;
  /** Presses nothing, until the time-out. */
  wait(): Promise<void>;
  /** Ends the call at any time; an ended call stays ended. */
  hangUp(): Promise<void>;
  /** The transcript, fit to print. */
  toString(): string;
}

/** A call that has begun; `ready` when the caller has the first turn, or the call has ended. */
export interface Begun {
  readonly call: Call;
  readonly ready: Promise<void>;
}

const gone: Move = { keys: '', after: 'hang-up' };
const ignore = (_: Move): void => {};

/** Starts a call. Dialled legs react in the order of `reaches`; the last applies to all others. */
export function beginCall(
  bench: Bench,
  context: CallContext,
  reaches: readonly DialOutcome[],
  options: CallOptions,
): Begun {
  const steps: Step[] = [];
  const dials = [...reaches];
  let state: CallState = 'running';
  let leaving = false;
  let decide = ignore;
  let arrive = (): void => {};

  function turn(next: CallState): Promise<Move> {
    if (leaving) return Promise.resolve(gone);
    return new Promise((resolve) => {
      state = next;
      decide = (move) => {
        decide = ignore;
        state = 'running';
        resolve(move);
      };
      arrive();
    });
  }

  const caller: Caller = {
    atGather: () => turn('at a gather'),
    atDial: () => (dials.length > 1 ? dials.shift() : dials[0]) ?? 'answers',
    whileConnected: async () => void (await turn('connected')),
  };

  async function play(): Promise<void> {
    try {
      for await (const step of playCall(bench, context, caller, { ...options, redelivers: true })) steps.push(step);
    } catch (error) {
      throw problem(error instanceof Error ? error.message : String(error));
    } finally {
      state = 'ended';
    }
  }

  function problem(sentence: string): Error {
    return new Error(`${printable(sentence, bench.redactText)}\n\n${call}`);
  }

  /** Until the turn or the end after this one. The error points at the test, which called `by`. */
  function pressed(keys: string | undefined, by: (keys: string) => unknown): Promise<void> {
    const none = keys !== undefined && !/^[0-9A-D*#]+$/.test(keys);
    const wrong = none ? `no telephone has the keys ${JSON.stringify(keys)}` : why[state];
    if (wrong === undefined) return onward({ keys: keys ?? '', after: 'wait' });
    const error = problem(wrong);
    Error.captureStackTrace(error, by);
    throw error;
  }

  /** Until the next turn, or the end. */
  async function onward(move?: Move): Promise<void> {
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    if (move) decide(move);
    await Promise.race([arrived, played]);
  }

  const call: Call = {
    ...context,
    steps,
    get state() {
      return state;
    },
    get heard() {
      return steps.flatMap((step) => (step.kind === 'hears' && !step.held ? [step.text] : []));
    },
    get transcript() {
      return transcript(steps);
    },
    get events() {
      const attempts = steps.filter((step) => step.kind === 'event');
      return attempts.flatMap(({ event, delivered, attempt }) => {
        if (attempt > 1) return [];
        const again = attempts.filter((each) => each.event === event && each.attempt > 1);
        const all = again.map((each) => each.delivered);
        return [rememberRedactor(sentOf(event, delivered, all), bench.redactText)];
      });
    },
    async press(keys) {
      await pressed(keys, call.press);
    },
    async wait() {
      await pressed(undefined, call.wait);
    },
    async hangUp() {
      leaving = true;
      decide(gone);
      await played;
    },
    toString: () => printedTranscript(call),
  };
  rememberRedactor(call, bench.redactText);
  const played = play();
  // The test that waits for a turn gets the error; at the end of a test none waits.
  played.catch(() => undefined);
  return { call, ready: onward() };
}

/** Why nothing can be pressed. */
const why: Readonly<Record<CallState, string | undefined>> = {
  'at a gather': undefined,
  running: "it is not the caller's turn: the call has not come to a gather yet; wait for what was begun",
  connected: "it is not the caller's turn: the people on the line are talking; hangUp() ends it",
  ended: "it is not the caller's turn: the call has ended",
};
