import { type BenchOptions, catalogue, type InstanceShare } from '../../spec/index.ts';

/** Requirements that stay together, as they share much of what they see, and what they take: seconds of a local run. */
interface Kin {
  readonly seconds: number;
  readonly has: (id: string) => boolean;
}

const restarting: ReadonlySet<string> = new Set(
  catalogue.filter(({ needs }) => needs.includes('process')).map(({ id }) => id),
);
const walking: ReadonlySet<string> = new Set(catalogue.filter(({ walks }) => walks).map(({ id }) => id));

/** An id belongs to the first that has it. */
const kinds: readonly Kin[] = [
  // One walk of the call flow: all that rests on it is judged where it was made.
  { seconds: 5, has: (id) => walking.has(id) || /^(answer|flow|fixture|readiness)\./.test(id) },
  { seconds: 5, has: (id) => /^api\.error\.(no-blind-retry|limits-respected|bounded-retry)$/.test(id) },
  { seconds: 7, has: (id) => id.startsWith('api.error.') },
  { seconds: 6, has: (id) => id.startsWith('api.') },
  { seconds: 7, has: (id) => restarting.has(id) || id === 'webhook.retry.same-state' },
  { seconds: 8, has: (id) => /^webhook\.(order|repeat|load|retry)\./.test(id) || id === 'webhook.ack.no-false-ack' },
  { seconds: 6, has: () => true },
];

/** Seconds of work that are worth the start of one more instance. */
const worthSeconds = 4;

/** The share of each instance, longest kin first, each to the instance with the least to do; none gets nothing. */
export function sharesOf(
  ids: readonly string[],
  bench: BenchOptions,
  further: readonly BenchOptions[],
): readonly InstanceShare[] {
  const groups = grouped(ids).toSorted((one, other) => other.seconds - one.seconds);
  const all = groups.reduce((sum, { seconds }) => sum + seconds, 0);
  const most = bench.start?.instances === 'auto' ? Math.ceil(all / worthSeconds) : Number.POSITIVE_INFINITY;
  const shares = [bench, ...further]
    .slice(0, most)
    .map((options) => ({ bench: options, selected: [] as string[], seconds: 0 }));
  for (const { seconds, selected } of groups) {
    const [least] = shares.toSorted((one, other) => one.seconds - other.seconds);
    least?.selected.push(...selected);
    if (least) least.seconds += seconds;
  }
  const used = shares.filter(({ selected }) => selected.length > 0);
  return used.map(({ bench: options, selected }) => ({
    bench: { ...options, atOnce: used.length },
    selected: ids.filter((id) => selected.includes(id)),
  }));
}

/** The selected ids of each kin, with the part of its time that they take. */
function grouped(
  ids: readonly string[],
): readonly { readonly selected: readonly string[]; readonly seconds: number }[] {
  const all = catalogue.map(({ id }) => id);
  return kinds.flatMap(({ seconds, has }, index) => {
    const isOwn = (id: string) => has(id) && !kinds.slice(0, index).some((other) => other.has(id));
    const selected = ids.filter(isOwn);
    const share = selected.length / Math.max(1, all.filter(isOwn).length);
    return selected.length > 0 ? [{ selected, seconds: seconds * share }] : [];
  });
}
