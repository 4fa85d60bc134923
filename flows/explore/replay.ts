import { deadline } from '../../platform/clock.ts';
import { type GraphBuilder, type StateNode, textOf } from './graph-builder.ts';
import type { Segment } from './segment.ts';
import { type Among, shapeOf, type VolatileValues } from './volatile.ts';
import type { Walk, Walker } from './walk.ts';

/** The same inputs led to different results in two calls. */
export interface Nondeterminism {
  /** Up to where both met the same, and the input behind which they did not. */
  readonly path: readonly string[];
  /** What the caller before did. */
  readonly after: readonly string[];
}

/** Repeats a known path and checks that it still gives the same result. */
export interface Replayer {
  readonly nondeterminism: Nondeterminism | undefined;
  /** Goes to a knot, does something there, and returns the walk; undefined when the way there was another than before. */
  beyond(stateNode: Pick<StateNode, 'path' | 'history'>, inputs: readonly string[]): Promise<Walk | undefined>;
  /** Compares what two calls met that did the same, one straight after the other, and learns what varies. */
  learn(one: readonly Segment[], other: readonly Segment[], among?: Among): boolean;
  /** Looks for numbers that say only how many turns a call has had. */
  learnTurns(turnSegments: readonly Segment[], turns: number): void;
  /**
   * Replays some of the paths that were found, and each of these inputs at the first turn, one call after another, as
   * far as so many requests go. Where answers take long, that time goes to the most different inputs.
   */
  confirm(stateNodes: readonly StateNode[], maxRequests: number, inputs: readonly string[]): Promise<void>;
}

/** Paths that are replayed at the end; the last are the deepest. */
const confirmed = 12;

/** Milliseconds after which no further input of the first turn is tried again, and how many are tried in any case. */
const again = { ms: 15_000, least: 3 };

export function replayer(walker: Walker, builder: GraphBuilder, volatileValues: VolatileValues): Replayer {
  let nondeterminism: Nondeterminism | undefined;
  let previous: readonly string[] = [];

  /**
   * The walk, when its first legs are those of the trail. One that differs gets a second chance, as a line may fail once:
   * after the call that came before it, in which the reason may lie.
   */
  async function along(path: readonly string[], history: readonly string[]): Promise<Walk | undefined> {
    const before = previous;
    previous = path;
    const first = await walker.play(path);
    const place = differs(first, history);
    if (place < 0) return first;
    if (first.timedOut || (await variesByItself(path, place, first, history))) return undefined;
    await walker.play(before);
    const second = await walker.play(path);
    const other = differs(second, history);
    if (other < 0) return second;
    // Once more, as a minute may have ended meanwhile.
    if (second.timedOut || (await variesByItself(path, other, second, history))) return undefined;
    nondeterminism ??= { path: path.slice(0, other), after: before };
    return undefined;
  }

  /**
   * Whether no other call is the reason: calls that do the same, one straight after the other, differ as well, or there
   * is another number in what is said than before, as with the time of day, or what does not always read like a token.
   * A response that never came is a reason of its own.
   */
  async function variesByItself(
    path: readonly string[],
    place: number,
    first: Walk,
    history: readonly string[],
  ): Promise<boolean> {
    const walks = [await walker.play(path), await walker.play(path)];
    if (walks.some(({ timedOut }) => timedOut)) return true;
    const [one = [], other = []] = walks.map(({ segmentsByTurn }) => segmentsByTurn[place]);
    if (textOf(one) !== textOf(other)) return learn(one, other);
    const odd = first.segmentsByTurn[place] ?? [];
    if (textOf(odd) !== textOf(one)) return learn(one, odd, 'tokens');
    const known = (history[place] ?? '').split('\n').flatMap((key) => builder.segment(key) ?? []);
    return learn(known, one, 'natural');
  }

  function learn(one: readonly Segment[], other: readonly Segment[], among?: Among): boolean {
    const alike = one.length === other.length && one.every((each, index) => isAlike(each, other[index]));
    return alike && one.every(({ list }, index) => volatileValues.learn(list, other[index]?.list ?? [], among));
  }

  return {
    get nondeterminism() {
      return nondeterminism;
    },
    beyond: ({ path, history }, inputs) => along([...path, ...inputs], history),
    learn,
    learnTurns(turnSegments, turns) {
      for (const { list } of turnSegments) volatileValues.learnTurns(list, turns);
    },
    async confirm(stateNodes, maxRequests, inputs) {
      const deepest = [...new Set([...stateNodes.slice(0, 1), ...stateNodes.slice(-confirmed)])];
      const [root] = stateNodes;
      const mayGoOn = () => !nondeterminism && !walker.isLate() && walker.spent.requests < maxRequests;
      for (const { path, history } of deepest) if (mayGoOn()) await along(path, history);
      const end = deadline(again.ms);
      for (const [index, input] of (root ? unlikeFirst(inputs) : []).entries()) {
        if (!root || !mayGoOn() || (end.passed() && index >= again.least)) return;
        const text = root.seen.get(input);
        await along([...root.path, input], text === undefined ? root.history : [...root.history, text]);
      }
    },
  };
}

/** The first announced key, silence, and the keys that mean something else than a digit come before all others. */
function unlikeFirst([first, ...others]: readonly string[]): readonly string[] {
  return first === undefined ? [] : [first, ...others.toReversed()];
}

/** The first leg that is not as it was; -1 when all are. */
function differs({ segmentsByTurn }: Walk, history: readonly string[]): number {
  return history.findIndex((text, index) => textOf(segmentsByTurn[index] ?? []) !== text);
}

function isAlike(one: Segment, other: Segment | undefined): boolean {
  if (!other || one.ends !== other.ends) return false;
  return one.list.length === 0 ? one.key === other.key : shapeOf(one.list) === shapeOf(other.list);
}
