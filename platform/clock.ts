/** The only reader of time: every other file asks here, so that one place can be searched, and replaced in a test. */

export function now(): Date {
  return new Date();
}

/** Milliseconds that never run backwards, for durations. */
export function monotonic(): number {
  return performance.now();
}

interface Deadline {
  /** Milliseconds left, never below 0. */
  remaining(): number;
  passed(): boolean;
}

export function deadline(ms: number): Deadline {
  const end = monotonic() + ms;
  const remaining = (): number => Math.max(0, end - monotonic());
  return { remaining, passed: () => remaining() === 0 };
}

interface Wait {
  readonly timeoutMs: number;
  readonly everyMs: number;
  /** The first question is waited for, however long it takes: on a busy machine one may take longer than all the time. */
  readonly isFirstWhole?: boolean;
}

/** The first defined answer of `condition`, or `undefined` when the time is over, even when a question is still open then. */
export async function until<T>(
  condition: () => Promise<T | undefined> | T | undefined,
  wait: Wait,
): Promise<T | undefined> {
  const end = deadline(wait.timeoutMs);
  for (let isFirst = wait.isFirstWhole === true; ; isFirst = false) {
    const asked = Promise.resolve(condition());
    const value = isFirst ? await asked : await within(asked, end.remaining());
    if (value !== undefined || end.passed()) return value;
    await pause(Math.min(wait.everyMs, end.remaining()));
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** What `promise` gives, or `undefined` after `ms`; a promise that is already settled always wins. */
export function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
