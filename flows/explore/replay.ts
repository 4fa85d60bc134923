import { type Knot, textOf, type Web } from './graph-builder.ts';
import type { Stretch } from './segment.ts';
import { shapeOf, type Varying } from './volatile.ts';
import type { Walk, Walker } from './walk.ts';

/** The same inputs led to different results in two calls. */
export interface Drift {
  /** Up to where both met the same, and the input behind which they did not. */
  readonly path: readonly string[];
  /** What the caller before did. */
  readonly after: readonly string[];
}

/** Repeats a known path and checks that it still gives the same result. */
export interface Replayer {
  readonly drift: Drift | undefined;
  /** Goes to a knot, does something there, and returns the walk; undefined when the way there was another than before. */
  beyond(knot: Pick<Knot, 'path' | 'trail'>, inputs: readonly string[]): Promise<Walk | undefined>;
  /** Compares what two calls met that did the same, one straight after the other, and learns what varies. */
  learn(one: readonly Stretch[], other: readonly Stretch[], among?: 'all' | 'spoken'): boolean;
  /** Replays some of the paths that were found, as far as so many requests go. */
  confirm(knots: readonly Knot[], maxRequests: number): Promise<void>;
}

/** Paths that are replayed at the end; the last are the deepest. */
const confirmed = 12;

export function replayer(walker: Walker, web: Web, varying: Varying): Replayer {
  let drift: Drift | undefined;
  let previous: readonly string[] = [];

  /**
   * The walk, when its first legs are those of the trail. One that differs gets a second chance, as a line may fail once:
   * after the call that came before it, in which the reason may lie.
   */
  async function along(path: readonly string[], trail: readonly string[]): Promise<Walk | undefined> {
    const before = previous;
    previous = path;
    const first = await walker.play(path);
    const place = differs(first, trail);
    if (place < 0) return first;
    if (first.timedOut || (await varies(path, place, first, trail))) return undefined;
    await walker.play(before);
    const second = await walker.play(path);
    const other = differs(second, trail);
    if (other < 0) return second;
    // Once more, as a minute may have ended meanwhile.
    if (await varies(path, other, second, trail)) return undefined;
    drift ??= { path: path.slice(0, other), after: before };
    return undefined;
  }

  /**
   * Whether no other call is the reason: calls that do the same, one straight after the other, differ as well, or in
   * what is said there is another number than before, as with the time of day.
   */
  async function varies(
    path: readonly string[],
    place: number,
    first: Walk,
    trail: readonly string[],
  ): Promise<boolean> {
    const [one = [], other = []] = [await walker.play(path), await walker.play(path)].map(({ legs }) => legs[place]);
    if (textOf(one) !== textOf(other)) return learn(one, other);
    const known = (trail[place] ?? '').split('\n').flatMap((key) => web.stretch(key) ?? []);
    return textOf(first.legs[place] ?? []) === textOf(one) && learn(known, one, 'spoken');
  }

  function learn(one: readonly Stretch[], other: readonly Stretch[], among?: 'all' | 'spoken'): boolean {
    const alike = one.length === other.length && one.every((each, index) => isAlike(each, other[index]));
    return alike && one.every(({ list }, index) => varying.learn(list, other[index]?.list ?? [], among));
  }

  return {
    get drift() {
      return drift;
    },
    beyond: ({ path, trail }, inputs) => along([...path, ...inputs], trail),
    learn,
    async confirm(knots, maxRequests) {
      const deepest = [...new Set([...knots.slice(0, 1), ...knots.slice(-confirmed)])];
      for (const { path, trail } of deepest) {
        if (!drift && !walker.isLate() && walker.spent.requests < maxRequests) await along(path, trail);
      }
    },
  };
}

/** The first leg that is not as it was; -1 when all are. */
function differs({ legs }: Walk, trail: readonly string[]): number {
  return trail.findIndex((text, index) => textOf(legs[index] ?? []) !== text);
}

function isAlike(one: Stretch, other: Stretch | undefined): boolean {
  if (!other || one.ends !== other.ends) return false;
  return one.list.length === 0 ? one.key === other.key : shapeOf(one.list) === shapeOf(other.list);
}
