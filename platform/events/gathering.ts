import type { Move } from '../script.ts';

/** How a gather went. */
export interface Gathering {
  /** What was collected, without the key that ended it. */
  readonly digits: string;
  /** `timeout`: fewer than `min_digits` came. `enough`: `max_digits` came, or at least `min_digits` before the time-out. */
  readonly ending: 'enough' | 'finish-key' | 'timeout' | 'hang-up';
  /** Virtual seconds from the end of the prompt. */
  readonly seconds: number;
  /** The keys that were pressed while it listened, the finish key included. */
  readonly heard: string;
  /** Seconds in which the caller heard nothing and pressed nothing. */
  readonly silentSeconds: number;
  /** Keys pressed after the gather had ended, which are lost. */
  readonly unheard: string;
}

/** Virtual seconds that a key press takes. */
const secondsPerKey = 0.1;
/** Virtual seconds of silence after which a connected caller hangs up. */
const secondsBeforeHangUp = 1;

/** What a gather listens for. */
interface Listening {
  readonly min: number;
  readonly max: number;
  readonly finishKey: string | undefined;
  readonly timeoutSeconds: number;
}

/** The counts and the timer of a gather, with the readings of Q25 and Q26 where a field is missing. */
export function listening(parameters: Readonly<Record<string, unknown>>): Listening {
  const number = (name: string) => (typeof parameters[name] === 'number' ? parameters[name] : undefined);
  const count = number('num_digits') ?? 1;
  const min = number('min_digits') ?? Math.min(count, number('max_digits') ?? count);
  const max = number('max_digits') ?? Math.max(count, min);
  const key = parameters.finish_on_key;
  return {
    min,
    max,
    finishKey: typeof key === 'string' && key !== '' ? key : undefined,
    timeoutSeconds: number('timeout_seconds') ?? 5,
  };
}

/**
 * Presses the keys of a move, one by one, until the gather ends; the timer covers the whole input (Q26). `left`: seconds
 * until the caller hangs up, whatever the move says.
 */
export function gathering(
  parameters: Readonly<Record<string, unknown>>,
  { keys, after }: Move,
  left: number = Number.POSITIVE_INFINITY,
): Gathering {
  const { min, max, finishKey, timeoutSeconds } = listening(parameters);
  let heard = '';
  let digits = '';
  let pressing = 0;
  for (const key of keys) {
    const seconds = (heard.length + 1) * secondsPerKey;
    if (seconds > timeoutSeconds || seconds >= left) break;
    pressing = seconds;
    heard += key;
    const ended = { heard, seconds, silentSeconds: 0, unheard: keys.slice(heard.length) };
    if (key === finishKey) return { digits, ending: 'finish-key', ...ended };
    digits += key;
    if (digits.length >= max) return { digits, ending: 'enough', ...ended };
  }
  const leaves = after === 'hang-up' ? Math.min(pressing + secondsBeforeHangUp, timeoutSeconds, left) : left;
  const seconds = Math.min(leaves, timeoutSeconds);
  const silent = { heard, seconds, silentSeconds: seconds - pressing };
  if (leaves <= timeoutSeconds) return { digits, ending: 'hang-up', ...silent, unheard: '' };
  return { digits, ending: digits.length >= min ? 'enough' : 'timeout', ...silent, unheard: keys.slice(heard.length) };
}
