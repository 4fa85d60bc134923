import type { Walk, Walker } from './walk.ts';
import { type Knot, textOf } from './web.ts';

/** The same inputs, in two calls, met different things. */
export interface Drift {
  /** Up to where both met the same, and the input behind which they did not. */
  readonly path: readonly string[];
  /** What the caller before did. */
  readonly after: readonly string[];
}

/** Repeats what is known and sees whether it still holds. */
export interface Replayer {
  readonly drift: Drift | undefined;
  /** Goes to a knot, does one more thing, and returns the walk; undefined when the way there was another than before. */
  beyond(knot: Pick<Knot, 'path' | 'trail'>, input: string): Promise<Walk | undefined>;
  /** Replays some of the paths that were found. */
  confirm(knots: readonly Knot[]): Promise<void>;
}

/** Paths that are replayed at the end; the last are the deepest. */
const confirmed = 12;

export function replayer(walker: Walker): Replayer {
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
    if (differs(first, trail) < 0) return first;
    await walker.play(before);
    const second = await walker.play(path);
    const place = differs(second, trail);
    if (place < 0) return second;
    drift ??= { path: path.slice(0, place), after: before };
    return undefined;
  }

  return {
    get drift() {
      return drift;
    },
    beyond: ({ path, trail }, input) => along([...path, input], trail),
    async confirm(knots) {
      const deepest = [...new Set([...knots.slice(0, 1), ...knots.slice(-confirmed)])];
      for (const { path, trail } of deepest) if (!drift) await along(path, trail);
    },
  };
}

/** The first leg that is not as it was; -1 when all are. */
function differs({ legs }: Walk, trail: readonly string[]): number {
  return trail.findIndex((text, index) => textOf(legs[index] ?? []) !== text);
}
