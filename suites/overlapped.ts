/**
 * Does the same for each item, some at a time, as most of it is waiting. Results come in the order of the items. Where one fails, no
 * more are begun; the error is that of the first item that failed, once nothing is under way any more.
 */
export async function overlapped<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  atOnce: number = 6,
): Promise<readonly Result[]> {
  const results: Promise<Result>[] = [];
  let waiting = [...items.entries()];
  async function worker(): Promise<void> {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
      const [index, item] = entry;
      const result = work(item);
      results[index] = result;
      await result.catch(() => {
        waiting = [];
      });
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return Promise.all(results);
}
