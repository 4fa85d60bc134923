import type { Bench } from '../../platform/bench.ts';
import type { CallContext } from '../../platform/events/events.ts';
import { type EventName, eventNames, traitsOfEvent } from '../../spec/index.ts';

type Direction = CallContext['direction'];
export const directions: readonly Direction[] = ['inbound', 'outbound'];

/** An event of a call of one direction: what is promised of every event is promised of each of these. */
export interface Cell {
  readonly name: EventName;
  readonly direction: Direction;
}

/** A whole call: its direction and its events, in their order. */
export interface Shape {
  readonly names: readonly EventName[];
  readonly direction: Direction;
}

/** Neighbours differ in both, so that any few cells in a row are a spread. */
export const cells: readonly Cell[] = eventNames.flatMap((_, index) =>
  directions.map((direction, turn) => ({
    name: eventNames[(index + 5 * turn) % eventNames.length] ?? 'call.created',
    direction,
  })),
);

const commonStories: readonly (readonly EventName[])[] = [
  ['call.created', 'call.answered', 'call.gathered', 'call.completed'],
  ['call.created', 'call.answered', 'recording.started', 'recording.completed', 'call.completed'],
  ['call.created', 'call.answered', 'recording.started', 'recording.failed', 'call.completed'],
  ['call.created', 'call.answered', 'call.failed'],
  ['call.created', 'call.canceled'],
];

/** The shortest whole call that has an event. */
function shortestCall(name: EventName): readonly EventName[] {
  const { after, endsCall } = traitsOfEvent(name);
  return [...after, name, ...(endsCall ? [] : (['call.completed'] as const))];
}

/** Calls as people know them, and one for each event that none of these has. */
const stories: readonly (readonly EventName[])[] = [
  ...commonStories,
  ...eventNames.filter((name) => !commonStories.flat().includes(name)).map(shortestCall),
];

/** Every event in calls of both directions. */
export const shapes: readonly Shape[] = stories.flatMap((names) =>
  directions.map((direction) => ({ names, direction })),
);

/** An inbound call with one gather. */
export const menuCall: Shape = { names: stories[0] ?? [], direction: 'inbound' };

/** An inbound call with two gathers. */
export const twoMenus: Shape = {
  names: ['call.created', 'call.answered', 'call.gathered', 'call.gathered', 'call.completed'],
  direction: 'inbound',
};

/** Cases per property without `--runs`. */
const defaultRuns = 100;

/** What decides which cases a run takes. */
export interface Draw {
  readonly options: Pick<Bench['options'], 'seed' | 'runs'>;
}

export function defaultDraw(seed: number): Draw['options'] {
  return { seed, runs: defaultRuns };
}

/**
 * Some of a list, which ones by seed and key: with consecutive seeds every one is met within `all.length / count` runs,
 * and `--runs` above its default takes more at once.
 */
export function someOf<T>(
  { options: { seed, runs } }: Draw,
  key: string,
  all: readonly T[],
  count: number,
): readonly T[] {
  const max = Math.min(all.length, Math.ceil(count * Math.max(1, runs / defaultRuns)));
  const start = (Math.abs(seed) % all.length) * max + hash(key);
  return Array.from({ length: max }, (_, index) => all[(start + index) % all.length]).filter(
    (each): each is T => each !== undefined,
  );
}

function hash(key: string): number {
  return [...key].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 9_973, 7);
}

/** Every event once; which direction it has changes from one seed to the next. */
export function eachEvent({ options }: Draw, key: string): readonly Cell[] {
  const turn = Math.abs(options.seed) + hash(key);
  return eventNames.map((name, index) => ({ name, direction: directions[(index + turn) % 2] ?? 'inbound' }));
}

export function cellInWords({ name, direction }: Cell): string {
  return `${name}, ${direction}`;
}

export function shapeInWords({ names, direction }: Shape): string {
  return `${direction} call of ${names.join(', ')}`;
}
