/** Times as the documentation shows them: UTC, whole seconds. */
export function timeText(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** Ids of the documented shape: prefix, time stamp, dot, nine digits (Q84). No two of one maker are the same. */
export function idMaker(now: () => Date): (prefix: string) => string {
  // Begun in the middle of nowhere: two runs within a second make different ids.
  let counter = (now().getMilliseconds() + 1) * 997_001;
  return (prefix) => {
    counter = (counter + 1) % 1_000_000_000;
    const stamp = timeText(now()).replace(/[-:Z]/g, '');
    return `${prefix}_${stamp}.${String(counter).padStart(9, '0')}`;
  };
}
