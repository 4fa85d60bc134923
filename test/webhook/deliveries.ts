import type { Bench } from '../../platform/bench.ts';
import { monotonic } from '../../platform/clock.ts';
import type { PlatformEvent } from '../../platform/events/events.ts';
import type { Moment } from '../../suites/preconditions/sweep.ts';

/** One delivery of an event, as the bench was asked for it. */
export interface Seen {
  readonly event: PlatformEvent;
  readonly place: number;
  readonly startedAt: number;
  readonly isCut: boolean;
  readonly isApiFailing: boolean;
  /** How often the process had been started again before. */
  readonly generation: number;
  endedAt: number;
}

/** Notes every event that a bench delivers from now on. */
export function noteDeliveries(bench: Bench): readonly Seen[] {
  const all: Seen[] = [];
  const { deliver, restart, api } = bench;
  let generation = 0;
  let isApiFailing = false;
  Object.assign(bench, {
    deliver: async (event: PlatformEvent | Buffer, how?: Parameters<Bench['deliver']>[1]) => {
      const isCut = how?.closeAfterMs !== undefined;
      const startedAt = monotonic();
      const seen = { event: asEvent(event), place: all.length, startedAt, isCut, isApiFailing, generation };
      const noted: Seen = { ...seen, endedAt: Number.POSITIVE_INFINITY } as Seen;
      if (seen.event?.call) all.push(noted);
      try {
        return await deliver(event, how);
      } finally {
        noted.endedAt = monotonic();
      }
    },
    restart: () => {
      generation++;
      return restart();
    },
  });
  if (api) {
    const { injectFaults } = api;
    Object.assign(api, {
      injectFaults: (rules: Parameters<typeof injectFaults>[0]) => {
        isApiFailing = rules.length > 0;
        injectFaults(rules);
      },
    });
  }
  return all;
}

/** Bytes count as the event that they spell. */
function asEvent(event: PlatformEvent | Buffer): PlatformEvent | undefined {
  if (!Buffer.isBuffer(event)) return event;
  try {
    return JSON.parse(event.toString()) as PlatformEvent;
  } catch {
    return undefined;
  }
}

const key = ({ event }: Seen) => `${event.call.id} ${event.event} ${event.created_at} ${event.data?.id}`;
const isSameCall = (one: Seen, other: Seen) => one.event.call.id === other.event.call.id;
const overlap = (one: Seen, other: Seen) => one.startedAt < other.endedAt && other.startedAt < one.endedAt;

/** Whether a delivery came at a moment, by what else was delivered around it. */
type Test = (seen: Seen, all: readonly Seen[]) => boolean;

const earlier: (seen: Seen, all: readonly Seen[]) => readonly Seen[] = (seen, all) =>
  all.filter((other) => other.place < seen.place && key(other) === key(seen));
const isFirst: Test = (seen, all) => earlier(seen, all).length === 0;
const again =
  (test: Test): Test =>
  (seen, all) =>
    !isFirst(seen, all) && test(seen, all);
const first =
  (test: Test): Test =>
  (seen, all) =>
    isFirst(seen, all) && test(seen, all);
const isInOrder: Test = (seen, all) =>
  all.every(
    (other) => !isSameCall(seen, other) || other.place >= seen.place || other.event.created_at <= seen.event.created_at,
  );

export const isMoment: Readonly<Record<Moment, Test>> = {
  'in its turn': first(isInOrder),
  'out of order': first((seen, all) =>
    all.some(
      (other) => isSameCall(seen, other) && other.place < seen.place !== other.event.created_at < seen.event.created_at,
    ),
  ),
  'among others': first((seen, all) => all.some((other) => other.place > seen.place && !isSameCall(seen, other))),
  'all at once': first((seen, all) =>
    all.some((other) => isSameCall(seen, other) && key(seen) !== key(other) && overlap(seen, other)),
  ),
  'in a burst': first((seen, all) => all.filter((other) => overlap(seen, other)).length > 20),
  'while the API fails': first(({ isApiFailing }) => isApiFailing),
  'before a crash': first((seen, all) => {
    const isLater = (other: Seen) => other.place > seen.place && other.generation === seen.generation;
    return all.some(({ generation }) => generation > seen.generation) && all.filter(isLater).length < 25;
  }),
  'in a crash': again((seen, all) => earlier(seen, all).some(({ generation }) => generation < seen.generation)),
  'after a start': first((seen, all) => {
    const isSooner = (other: Seen) => other.place < seen.place && other.generation === seen.generation;
    return seen.generation > 0 && all.filter(isSooner).length < 10;
  }),
  'after the end': first((seen, all) => {
    const isEnd = (other: Seen) => ['call.completed', 'call.failed', 'call.canceled'].includes(other.event.event);
    return all.some((other) => isSameCall(seen, other) && other.place < seen.place && isEnd(other));
  }),
  'again at once': again(
    (seen, all) => all[seen.place - 1] !== undefined && key(all[seen.place - 1] as Seen) === key(seen),
  ),
  'again together': again(
    (seen, all) => all.filter((other) => key(other) === key(seen) && overlap(seen, other)).length >= 10,
  ),
  'again later': again((seen, all) => key(all[seen.place - 1] as Seen) !== key(seen)),
  'again much later': again((seen, all) => (earlier(seen, all)[0]?.endedAt ?? 0) + 2_900 < seen.startedAt),
  'again after a restart': again((seen, all) => (earlier(seen, all)[0]?.generation ?? 0) < seen.generation),
  'again after a cut': again((seen, all) => earlier(seen, all).some(({ isCut }) => isCut)),
};
