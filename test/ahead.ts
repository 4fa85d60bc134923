/**
 * Jobs that are started before they are asked for, in their order from the one that is asked for first, `atOnce` at a
 * time. Most of a check is waiting, so a file whose tests ask for one job each takes a part of the time.
 */
export function ahead<T>(jobs: readonly (() => Promise<T>)[], atOnce: number = 8): (index: number) => Promise<T> {
  const started = new Map<number, Promise<T>>();
  const start = (index: number): Promise<T> | undefined => {
    const known = started.get(index);
    if (known) return known;
    const job = jobs[index]?.();
    if (job) started.set(index, job);
    return job;
  };
  let next = jobs.length;
  let underWay = 0;
  const fill = (): void => {
    while (underWay < atOnce && next < jobs.length) {
      const index = next++;
      if (started.has(index)) continue;
      underWay++;
      // Whoever asks for it hears of a failure.
      start(index)
        ?.catch(() => undefined)
        .finally(() => {
          underWay--;
          fill();
        });
    }
  };
  return async (index) => {
    if (started.size === 0) next = index;
    fill();
    const job = start(index);
    if (!job) throw new Error(`there is no job ${index}`);
    return job;
  };
}
