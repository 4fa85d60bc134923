import type { GraphPart, Slice } from '../../spec/index.ts';
import type { StateNode } from './graph-builder.ts';

/** Places to go on from, with which a walk is divided: enough for parts of about the same size. */
const enough = { inAll: 20, each: 4 };

/** Which machine continues from the places that were known when the walk was sharded. */
export interface ShardPlan {
  readonly slice: Slice;
  /** All of them. */
  readonly known: ReadonlySet<StateNode>;
  /** Places that every machine has gone on from, or from which nothing leads on. */
  readonly sharedPrefix: ReadonlySet<StateNode>;
  /** Nodes of the shared prefix that this machine expands further. */
  readonly mine: ReadonlySet<StateNode>;
  /** Places that others go on from. */
  readonly others: ReadonlySet<StateNode>;
  readonly spent: GraphPart['trunk'];
}

/** The walk of one machine of several: the beginning of the call flow as all of them walk it, and then a part of the rest. */
export interface Sharder {
  readonly plan: ShardPlan | undefined;
  /** Whether shards turned out to depend on each other. */
  readonly isAbandoned: boolean;
  /** Divides the places to go on from, once there are enough; returns those of this machine. */
  deal(
    queue: readonly StateNode[],
    stateNodes: readonly StateNode[],
    spent: GraphPart['trunk'],
  ): readonly StateNode[] | undefined;
  /** Lets this machine walk everything, because its shard depends on others. */
  abandon(): void;
}

export function createSharder(slice: Slice): Sharder {
  const { index, total } = slice;
  let plan: ShardPlan | undefined;
  let [isUndivided, isAbandoned] = [false, false];
  const isOwn = (_: StateNode, at: number) => at % total === index - 1;
  return {
    get plan() {
      return plan;
    },
    get isAbandoned() {
      return isAbandoned;
    },
    deal(queue, stateNodes, spent) {
      if (plan || isUndivided || queue.length < Math.max(enough.inAll, enough.each * total)) return undefined;
      // More may lie behind the nearest of them, so that each machine gets as many of these.
      if (queue.filter(({ path }) => path.length === queue[0]?.path.length).length % total !== 0) return undefined;
      const ahead = new Set(queue);
      const trunk = stateNodes.filter((stateNode) => !ahead.has(stateNode));
      const own = queue.filter(isOwn);
      plan = {
        slice,
        known: new Set(stateNodes),
        sharedPrefix: new Set(trunk),
        mine: new Set(trunk.filter(isOwn)),
        others: new Set(queue.filter((stateNode) => !own.includes(stateNode))),
        spent: { ...spent },
      };
      return own;
    },
    abandon() {
      if (plan) isAbandoned = true;
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
export function sharesOf(
  stateNodes: readonly StateNode[],
  ids: ReadonlyMap<string, string>,
  plan: ShardPlan | undefined,
): Shares {
  const idsOf = (some: readonly StateNode[]) => new Set(some.flatMap(({ id }) => ids.get(id) ?? []));
  const isOwn = (stateNode: StateNode) =>
    !plan?.others.has(stateNode) && (!plan?.sharedPrefix.has(stateNode) || plan.mine.has(stateNode));
  return { own: idsOf(stateNodes.filter(isOwn)), left: idsOf([...(plan?.others ?? [])]) };
}
