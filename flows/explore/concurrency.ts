/** Milliseconds: an integration that takes longer for an answer gets several requests at once. */
const slowMs = 25;
/** Calls at once at the most. */
const max = 14;
/** How much slower an answer may be under concurrency, so that concurrency still pays. */
const worthwhile = 1.5;

/** Does something for each of several things: at once, where an integration is slow and takes no longer for that. */
export async function overlapping<T>(
  things: readonly T[],
  answers: { readonly count: number; readonly totalMs: number },
  each: (thing: T) => Promise<void>,
): Promise<void> {
  const width = createWidth();
  for (let done = 0; done < things.length; ) {
    const some = things.slice(done, done + width.current());
    const { count, totalMs } = answers;
    await Promise.all(some.map(each));
    if (answers.count > count) width.note(some.length, (answers.totalMs - totalMs) / (answers.count - count));
    done += some.length;
  }
}

/** Number of concurrent calls. */
interface Width {
  current(): number;
  /** Whether there ever were several. */
  wasWide(): boolean;
  /** Takes note of how long an answer took on average, in milliseconds, among `width` calls at once. */
  note(width: number, averageMs: number): void;
}

/** Twice as many at once as long as an integration takes no longer for each; half as many where it does. */
export function createWidth(): Width {
  let alone: number | undefined;
  let [width, isWide] = [1, false];
  return {
    current: () => width,
    wasWide: () => isWide,
    note(used, averageMs) {
      isWide ||= used > 1;
      if (used === 1) alone = averageMs;
      if (alone === undefined || alone <= slowMs) width = 1;
      else width = averageMs <= alone * worthwhile ? Math.min(max, used * 2) : Math.max(1, Math.floor(used / 2));
    },
  };
}
