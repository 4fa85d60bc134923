import { type EventName, eventNames } from '../../spec/index.ts';
import {
  type Cell,
  cellInWords,
  type Draw,
  defaultDraw,
  directions,
  type Shape,
  shapeInWords,
  someOf,
} from './matrix.ts';

/** When an event comes, and what the words mean. */
export const moments = {
  'in its turn': 'for the first time, in the order of its call',
  'out of order': 'for the first time, before or after its turn',
  'among others': 'for the first time, between or beside the events of other calls',
  'all at once': 'for the first time, at the same time as all events of its call',
  'in a burst': 'for the first time, with many calls at once',
  'while the API fails': 'for the first time, while the API answers 500 or nothing',
  'before a crash': 'for the first time, right before the process is killed',
  'in a crash': 'for the first time, while the process is down or being killed, and again after its start',
  'after a start': 'for the first time, right after a start',
  'after the end': 'after the end of its call',
  'again at once': 'a second time, with nothing in between',
  'again together': 'ten copies at the same time',
  'again later': 'again after other events, of its call or of others',
  'again much later': 'again when it has lain for seconds',
  'again after a restart': 'again in a process that was killed and started meanwhile',
  'again after a cut': 'again after attempts whose connection was cut',
} as const;

export type Moment = keyof typeof moments;

/** What a requirement delivers, and when: its check draws from it, and the documentation shows it. */
export interface Sweep<Of extends Cell | Shape = Cell | Shape> {
  readonly when: Moment;
  /** What else is special about them. */
  readonly as?: string;
  readonly of: readonly Of[];
  /** Those of one run, which ones by its seed; taken of fewer, where not all of them can be used. */
  drawn(draw: Draw, usable?: readonly Of[]): readonly Of[];
}

/** All of them in each run. */
export function every<Of extends Cell | Shape>(when: Moment, of: readonly Of[]): Sweep<Of> {
  return { when, of, drawn: (_, usable = of) => usable };
}

/** A few in each run, others with the next seed. */
export function some<Of extends Cell | Shape>(when: Moment, of: readonly Of[], count: number, key: string): Sweep<Of> {
  return { when, of, drawn: (draw, usable = of) => someOf(draw, key, usable, count) };
}

/** The same one in each run, and a few beside it. */
export function someBeside<Of extends Cell | Shape>(always: Of, sweep: Sweep<Of>): Sweep<Of> {
  return { ...sweep, drawn: (draw, usable) => [always, ...sweep.drawn(draw, usable)] };
}

interface Coverage {
  /** The directions in which each event comes, of those that it can come in. */
  readonly directions: ReadonlyMap<EventName, readonly Cell['direction'][]>;
  /** Any so many runs with consecutive seeds meet each of them. */
  readonly seeds: number;
}

/** What a sweep delivers of the matrix. */
export function coverageOf(sweep: Sweep): Coverage {
  const keys = new Set(cellsOf(sweep.of).map(cellInWords));
  const met = eventNames.map((name) => {
    return [name, directions.filter((direction) => keys.has(cellInWords({ name, direction })))] as const;
  });
  return { directions: new Map(met.filter(([, each]) => each.length > 0)), seeds: seedsToMeet(sweep) };
}

export function cellsOf(all: readonly (Cell | Shape)[]): readonly Cell[] {
  return all.flatMap((each) => {
    const names = 'names' in each ? each.names : [each.name];
    return names.map((name) => ({ name, direction: each.direction }));
  });
}

/** More consecutive seeds than any sweep needs: what is not met by then never is. */
const maxSeeds = 40;

function seedsToMeet(sweep: Sweep): number {
  const inWords = (each: Cell | Shape) => ('names' in each ? shapeInWords(each) : cellInWords(each));
  const perSeed = Array.from({ length: 2 * maxSeeds }, (_, seed) =>
    sweep.drawn({ options: defaultDraw(seed) }).map(inWords),
  );
  const isMet = (start: number, seeds: number) => {
    const met = new Set(perSeed.slice(start, start + seeds).flat());
    return sweep.of.every((each) => met.has(inWords(each)));
  };
  for (let seeds = 1; seeds <= maxSeeds; seeds++) {
    if (Array.from({ length: maxSeeds }, (_, start) => start).every((start) => isMet(start, seeds))) return seeds;
  }
  throw new Error(`some cells are not met within ${maxSeeds} seeds`);
}
