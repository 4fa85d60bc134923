import { listening } from '../../../platform/events/gathering.ts';
import { type Caller, type DialOutcome, isDialOutcome, type Move, moveOf } from '../../../platform/script.ts';
import type { Action } from '../../../spec/index.ts';
import type { Gather, PhoneState } from '../../../ui/protocol/phone.ts';

type Shown = Partial<Pick<PhoneState, 'status' | 'gather' | 'dial' | 'waits'>>;

/** A caller whose keys are pressed on the page. */
export interface PageCaller extends Caller {
  press(key: string): void;
  /** Nothing more is pressed, or what is waited for as it would pass comes at once. */
  skip(): void;
  reach(outcome: DialOutcome): void;
  hangUp(): void;
  /** What was done, as `mvk call --press` takes it. */
  readonly moves: readonly string[];
  readonly isGone: boolean;
  /** Waits as long in real time, unless it is skipped or the caller hangs up. */
  wait(seconds: number): Promise<void>;
}

interface CallerOptions {
  /** Moves to make before the page is asked. */
  readonly path: readonly string[];
  readonly isReal: boolean;
  /** Keys that the prompt has named since the last gather. */
  announced(): readonly string[];
  show(shown: Shown): void;
  /** Seconds of the prompt that are still spoken. */
  speaking(): number;
}

const hangUpMove: Move = { keys: '', after: 'hang-up' };

export function pageCaller({ path, isReal, announced, show, speaking }: CallerOptions): PageCaller {
  const reaches = path.filter(isDialOutcome);
  const script = path.filter((each) => !isDialOutcome(each)).flatMap((each) => moveOf(each) ?? []);
  const moves: string[] = [];
  /** Keys that were pressed before they are listened for. */
  let ahead = '';
  let isGone = false;
  let pressed: (key: string) => void = (key) => {
    ahead += key;
  };
  let over: () => void = () => undefined;
  let reached: (outcome: DialOutcome) => void = () => undefined;

  /** Settles when it is skipped, the caller hangs up, or so much time has passed. */
  function pause(seconds: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const timer = seconds === undefined ? undefined : setTimeout(() => over(), seconds * 1000);
      over = () => {
        clearTimeout(timer);
        over = () => undefined;
        resolve();
      };
      if (isGone) over();
    });
  }

  async function wait(seconds: number): Promise<void> {
    if (!isReal || seconds <= 0 || isGone) return;
    show({ waits: true });
    await pause(seconds);
    show({ waits: false });
  }

  /** The keys that end it at once, or all that came until it was over. */
  async function keysAt(action: Action): Promise<string> {
    const { min, max, finishKey, timeoutSeconds } = listening(action.parameters);
    const gather: Gather = { min, max, finishKey, timeoutSeconds, announced: announced(), pressed: '' };
    let keys = '';
    const isFull = (): boolean => keys.length >= max || (finishKey !== undefined && keys.endsWith(finishKey));
    const take = (key: string): void => {
      keys += key;
      show({ gather: { ...gather, pressed: keys } });
      if (isFull()) over();
    };
    const done = pause(isReal ? timeoutSeconds : undefined);
    show({ status: 'gather', gather, waits: isReal });
    const before = pressed;
    pressed = take;
    const early = ahead;
    ahead = '';
    for (const key of early) if (!isFull()) take(key);
    await done;
    pressed = before;
    show({ status: 'playing', gather: undefined, waits: false });
    return keys;
  }

  return {
    moves,
    get isGone() {
      return isGone;
    },
    wait,
    press: (key) => pressed(key),
    skip: () => over(),
    reach: (outcome) => reached(outcome),
    hangUp() {
      isGone = true;
      over();
      reached('canceled');
    },
    async atGather(action) {
      const next = script.shift();
      if (next) {
        moves.push(wordOf(next));
        return next;
      }
      await wait(speaking());
      const keys = isGone ? '' : await keysAt(action);
      const move: Move = isGone ? (keys === '' ? hangUpMove : { keys, after: 'hang-up' }) : { keys, after: 'wait' };
      moves.push(wordOf(move, action));
      return move;
    },
    async atDial({ by, destination }) {
      const next = reaches.shift();
      if (next || isGone) return next ?? 'canceled';
      show({ status: 'dialling', dial: { by, destination } });
      const outcome = await new Promise<DialOutcome>((resolve) => {
        reached = resolve;
      });
      reached = () => undefined;
      moves.push(outcome);
      show({ status: 'playing', dial: undefined });
      return outcome;
    },
    async whileConnected() {
      if (isGone) return;
      show({ status: 'connected' });
      await pause(undefined);
      show({ status: 'playing' });
    },
  };
}

/** A move in the notation of a script; without `+wait` where the keys ended the gather. */
function wordOf({ keys, after }: Move, action?: Action): string {
  if (after === 'hang-up') return keys === '' ? 'hangup' : `${keys}+hangup`;
  if (keys === '') return 'wait';
  if (!action) return keys;
  const { max, finishKey } = listening(action.parameters);
  return keys.length >= max || (finishKey !== undefined && keys.endsWith(finishKey)) ? keys : `${keys}+wait`;
}
