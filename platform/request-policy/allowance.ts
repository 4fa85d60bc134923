import { monotonic } from '../clock.ts';

/** A check has used the time that it may take. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/** How long a check may go on sending requests. */
export interface Allowance {
  /** From now on: milliseconds, and what sets them, for the sentence that says so. */
  begin(ms: number, bound: string): void;
  /** Throws once the time is over. */
  assert(): void;
  /** What is done meanwhile is not counted, such as a start of the integration; returns how that ends. */
  suspend(): () => void;
}

export function createAllowance(): Allowance {
  let end = Number.POSITIVE_INFINITY;
  let sentence = '';
  let [suspended, since] = [0, 0];
  return {
    begin(ms, bound) {
      end = monotonic() + ms;
      sentence = `stopped after ${Math.round(ms / 1000)} s, ${bound}; nothing wrong was seen until then`;
    },
    assert() {
      if (suspended === 0 && monotonic() > end) throw new OutOfTime(sentence);
    },
    suspend() {
      if (suspended++ === 0) since = monotonic();
      return () => {
        if (--suspended === 0) end += monotonic() - since;
      };
    },
  };
}
