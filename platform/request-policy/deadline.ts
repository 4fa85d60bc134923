import { monotonic } from '../clock.ts';

/** Time-outs in a row, one after another, after which an endpoint counts as silent. */
const silentAfter = 2;
/** The part of a deadline that is left to a silent endpoint: it is still asked, and heard as soon as it answers. */
const remainder = 0.1;

interface AdaptiveTimeout {
  /** How long to wait this time for what has `timeoutMs` otherwise. */
  deadlineFor(endpoint: string, timeoutMs: number): number;
  /** Takes note of what came of a request that was given `timeoutMs`. */
  note(
    endpoint: string,
    seen: { readonly timedOut: boolean; readonly startedAt: number; readonly full: boolean },
  ): void;
  isSilent(endpoint: string): boolean;
}

/** Stands for all endpoints, as long as none has ever answered. */
const everything = '*';

/**
 * Waits the whole deadline for the first requests to an endpoint, and for one that answers; one that let them time
 * out is asked with less patience until it answers again. A slow integration never comes here.
 */
export function adaptiveTimeout(now: () => number = monotonic): AdaptiveTimeout {
  const silences = new Map<string, { count: number; until: number }>();
  let everHeard = false;
  const isSilent = (endpoint: string): boolean =>
    silences.size > 0 &&
    [endpoint, ...(everHeard ? [] : [everything])].some((key) => (silences.get(key)?.count ?? 0) >= silentAfter);
  return {
    isSilent,
    deadlineFor: (endpoint, timeoutMs) => (isSilent(endpoint) ? Math.max(1, timeoutMs * remainder) : timeoutMs),
    note(endpoint, { timedOut, startedAt, full }) {
      if (!timedOut) {
        everHeard = true;
        silences.delete(endpoint);
        return;
      }
      // A short deadline that passes says little.
      if (!full) return;
      for (const key of [endpoint, everything]) {
        const { count, until } = silences.get(key) ?? { count: 0, until: Number.NEGATIVE_INFINITY };
        // Fifty requests at once that wait together are one silence.
        if (startedAt >= until) silences.set(key, { count: count + 1, until: now() });
      }
    },
  };
}
