import { monotonic, pause } from '../clock.ts';

/** Requests a second to a machine that is not ours, and how many may go at once after a rest. */
export const remotePace = { perSecond: 20, atOnce: 50 } as const;

interface Rate {
  readonly perSecond: number;
  readonly atOnce: number;
}

interface Time {
  now(): number;
  wait(ms: number): Promise<void>;
}

/** Resolves when the next request may go: a bucket of turns that fills at a steady rate. */
export function pacer(
  { perSecond, atOnce }: Rate,
  { now, wait }: Time = { now: monotonic, wait: pause },
): () => Promise<void> {
  const gap = 1000 / perSecond;
  /** When the bucket will be full again. */
  let full = Number.NEGATIVE_INFINITY;
  return async () => {
    const time = now();
    full = Math.max(full, time) + gap;
    const early = full - time - gap * atOnce;
    if (early > 0) await wait(early);
  };
}
