import { within } from '../platform/clock.ts';
import type { Ended } from './ended.ts';

/** Some work that was begun once. */
export interface Once {
  /** How it ended; undefined where it does not in time, or where something is thrown that nothing catches. */
  ended(timeoutMs: number): Promise<Ended | undefined>;
  /** What nothing caught. */
  uncaught(): { readonly error: unknown } | undefined;
  /** Leaves errors that nothing catches to others again. */
  close(): void;
}

/**
 * A client that parses in an event handler throws where no promise sees it. Test runners listen for such errors; the
 * one callback that comes before them is ours until `close`, where nobody else has it.
 */
export function runOnce(work: () => unknown): Once {
  let thrown: { readonly error: unknown } | undefined;
  let notify: () => void = () => undefined;
  const told = new Promise<undefined>((resolve) => {
    notify = () => resolve(undefined);
  });
  const isOurs = !process.hasUncaughtExceptionCaptureCallback();
  if (isOurs) {
    process.setUncaughtExceptionCaptureCallback((error) => {
      thrown ??= { error };
      notify();
    });
  }
  const done: Promise<Ended> = (async () => work())().then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  return {
    ended: (timeoutMs) => within(Promise.race([done, told]), timeoutMs),
    uncaught: () => thrown,
    close() {
      if (isOurs) process.setUncaughtExceptionCaptureCallback(null);
    },
  };
}
