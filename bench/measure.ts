/** One figure, beside what it is measured against. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The same quantity for the other candidate, measured in the same rounds. */
  readonly against?: { readonly what: string; readonly value: number };
  /** What has to hold: a ratio to `against`, or an absolute bound. */
  readonly target?: { readonly text: string; readonly met: boolean };
}

export interface Benchmark {
  readonly name: string;
  readonly about: string;
  run(): Promise<readonly Row[]>;
}

type Contestants = Readonly<Record<string, () => Promise<number>>>;

/** Lets each contestant have a turn in every round, so that a slow minute hits all alike; gives their medians. */
export async function race(contestants: Contestants, rounds = 5): Promise<Readonly<Record<string, number>>> {
  const all = new Map<string, number[]>(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(contestants)) all.get(name)?.push(await run());
  }
  return Object.fromEntries([...all].map(([name, values]) => [name, median(values)]));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds that something takes. */
export async function timed(run: () => unknown): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** How often something is done in a second, by so many at once. */
export async function rate(total: number, atOnce: number, run: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < total) await run(next++);
  };
  const ms = await timed(() => Promise.all(Array.from({ length: atOnce }, worker)));
  return (total / ms) * 1000;
}

/** A figure that has to reach a share of another one. */
export function atLeast(
  what: string,
  unit: string,
  value: number,
  share: number,
  against: NonNullable<Row['against']>,
): Row {
  const met = value >= share * against.value;
  return { what, unit, value, against, target: { text: `at least ${share} × ${against.what}`, met } };
}
