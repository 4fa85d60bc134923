import type { GraphPart, Slice } from '../../spec/index.ts';
import type { Knot } from './graph-builder.ts';

/** Places to go on from, with which a walk is divided: enough for parts of about the same size. */
const enough = { inAll: 20, each: 4 };

/** Which machine continues from the places that were known when the walk was sharded. */
export interface Dealt {
  readonly slice: Slice;
  /** All of them. */
  readonly known: ReadonlySet<Knot>;
  /** Places that every machine has gone on from, or from which nothing leads on. */
  readonly trunk: ReadonlySet<Knot>;
  /** Nodes of the shared prefix that this machine expands further. */
  readonly own: ReadonlySet<Knot>;
  /** Places that others go on from. */
  readonly left: ReadonlySet<Knot>;
  readonly spent: GraphPart['trunk'];
}

/** The walk of one machine of several: the beginning of the call flow as all of them walk it, and then a part of the rest. */
export interface Division {
  readonly dealt: Dealt | undefined;
  /** Whether shards turned out to depend on each other. */
  readonly isAbandoned: boolean;
  /** Divides the places to go on from, once there are enough; returns those of this machine. */
  deal(queue: readonly Knot[], knots: readonly Knot[], spent: GraphPart['trunk']): readonly Knot[] | undefined;
  /** Lets this machine walk everything, because its shard depends on others. */
  abandon(): void;
}

export function createDivision(slice: Slice): Division {
  const { index, total } = slice;
  let dealt: Dealt | undefined;
  let [isUndivided, isAbandoned] = [false, false];
  const isOwn = (_: Knot, at: number) => at % total === index - 1;
  return {
    get dealt() {
      return dealt;
    },
    get isAbandoned() {
      return isAbandoned;
    },
    deal(queue, knots, spent) {
      if (dealt || isUndivided || queue.length < Math.max(enough.inAll, enough.each * total)) return undefined;
      // More may lie behind the nearest of them, so that each machine gets as many of these.
      if (queue.filter(({ path }) => path.length === queue[0]?.path.length).length % total !== 0) return undefined;
      const ahead = new Set(queue);
      const trunk = knots.filter((knot) => !ahead.has(knot));
      const own = queue.filter(isOwn);
      dealt = {
        slice,
        known: new Set(knots),
        trunk: new Set(trunk),
        own: new Set(trunk.filter(isOwn)),
        left: new Set(queue.filter((knot) => !own.includes(knot))),
        spent: { ...spent },
      };
      return own;
    },
    abandon() {
      if (dealt) isAbandoned = true;
      else isUndivided = true;
    },
  };
}

/** The places of a machine, by the ids of their nodes. */
export interface Shares {
  /** The nodes that this machine expands; at least one machine expands each node. */
  readonly own: ReadonlySet<string>;
  readonly left: ReadonlySet<string>;
}

/** Without a division all is one's own. */
export function sharesOf(knots: readonly Knot[], ids: ReadonlyMap<string, string>, dealt: Dealt | undefined): Shares {
  const idsOf = (some: readonly Knot[]) => new Set(some.flatMap(({ id }) => ids.get(id) ?? []));
  const isOwn = (knot: Knot) => !dealt?.left.has(knot) && (!dealt?.trunk.has(knot) || dealt.own.has(knot));
  return { own: idsOf(knots.filter(isOwn)), left: idsOf([...(dealt?.left ?? [])]) };
}
