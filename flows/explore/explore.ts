import type { Bench } from '../../platform/bench.ts';
import { deadline } from '../../platform/clock.ts';
import { isLoopback } from '../../platform/http/loopback.ts';
import { Unreachable } from '../../platform/http/sender.ts';
import type { Bound, Graph, GraphPart, Probe, Slice } from '../../spec/index.ts';
import { type Limits, limitsOf } from '../graph/limits.ts';
import { successorsOf } from '../graph/successors.ts';
import { expander } from './expand.ts';
import type { Exploration } from './exploration.ts';
import { createGraphBuilder, nodeOf, type StateNode, textOf, trimmed } from './graph-builder.ts';
import { inputsAt } from './inputs.ts';
import { createSharder, type Sharder, type ShardPlan, sharesOf } from './plan.ts';
import { probes } from './probe.ts';
import { replayer } from './replay.ts';
import { createVolatileValues, type VolatileValues } from './volatile.ts';
import { createWalker, type Refusal, type Walker } from './walk.ts';

/** How several machines explore a call flow; `partOf` returns nothing if a shard cannot be judged alone. */
export interface Sharding {
  readonly slice: Slice;
  partOf(exploration: Exploration, at: Explored): GraphPart | undefined;
}

/** The nodes of an exploration as they were found, and their ids in its graph. */
export interface Explored {
  readonly stateNodes: readonly StateNode[];
  readonly ids: ReadonlyMap<string, string>;
  readonly plan: ShardPlan;
  readonly digits: readonly string[];
}

/** For those who watch the walk. */
interface Watch {
  /** Is given what draws the graph as far as it is known at that moment. */
  begun?(drawn: () => Pick<Graph, 'nodes' | 'edges'>): void;
  /** Ends the walk when it is aborted; what was found until then is the graph. */
  readonly stop?: AbortSignal;
}

/** The part of the time of a run that the walk may take. */
const shareOfRun = 0.4;

/** Maximum number of restarts. Each newly found volatile value restarts the exploration; beyond this, values that still vary count as distinct states. */
const beginnings = 4;

/**
 * Walks the call flow, breadth first, by calls that nobody has heard of: each does what leads to a turn and then one more
 * thing. Where two calls prove that what came before does not matter, later ones begin in the middle. With sharding, a
 * large flow is explored in part, unless that part cannot be judged by itself.
 */
export async function explore(
  bench: Bench,
  limits: Limits = limitsOf(bench.options),
  sharding?: Sharding,
  watch: Watch = {},
): Promise<Exploration> {
  const sharder = sharding && createSharder(sharding.slice);
  const volatileValues = createVolatileValues();
  const { runMinutes } = bench.options.budgets;
  const end = deadline(runMinutes === undefined ? Number.POSITIVE_INFINITY : runMinutes * 60_000 * shareOfRun);
  const walker = createWalker(bench, volatileValues, () =>
    watch.stop?.aborted ? 'stopped' : end.passed() ? 'time' : undefined,
  );
  const examined = new Set<string>();
  for (let left = beginnings; ; left--) {
    const size = volatileValues.size;
    const isStale = () =>
      sharder?.isAbandoned ||
      (volatileValues.size > size && left > 1 && !walker.isLate() && walker.spent.requests < limits.maxRequests);
    const exploration = await walkOnce(
      bench,
      limits,
      walker,
      volatileValues,
      examined,
      isStale,
      sharder,
      sharding,
      watch,
    );
    if (sharder?.plan && !exploration.graph.part) return explore(bench, limits, undefined, watch);
    if (!isStale()) return exploration;
  }
}

async function walkOnce(
  bench: Bench,
  limits: Limits,
  walker: Walker,
  volatileValues: VolatileValues,
  examined: Set<string>,
  isStale: () => boolean,
  sharder: Sharder | undefined,
  sharding: Sharding | undefined,
  watch: Watch,
): Promise<Exploration> {
  const builder = createGraphBuilder(limits.maxStates);
  const cut = new Map<Bound, number>();
  const { size } = volatileValues;
  const replays = replayer(walker, builder, volatileValues);
  const refused: (Refusal & { path: readonly string[] })[] = [];
  const first = await walker.play([]);
  const [turnSegments = []] = first.segmentsByTurn;
  refused.push(...first.refused.map((each) => ({ ...each, path: [] })));
  const room = turnSegments.slice(0, limits.maxStates);
  const root = builder.add(undefined, null, room, { path: [], history: [textOf(turnSegments)] });
  if (room.length < turnSegments.length) cut.set('maxStates', 1);
  const state = { bench, limits, walker, builder, replays, refused, cut, examined, sharder, isStale };
  const drawn = () => trimmed(builder.stateNodes.map(nodeOf), builder.edges);
  watch.begun?.(drawn);
  let found: readonly Probe[] = [];
  try {
    const isWhole = root && room.length === turnSegments.length;
    const wasWide = isWhole && (await expander(state, root.stateNode));
    // Calls at once hide what one call does to the next.
    const inputs = wasWide ? inputsAt(root.stateNode.segment, bench.options.flow?.digits) : [];
    const { ids, ...graph } = drawn();
    if (!isStale() && !walker.isLate())
      found = await probes(state, successorsOf(graph), sharesOf(builder.stateNodes, ids, sharder?.plan));
    if (!isStale() && !walker.isLate()) await replays.confirm(builder.stateNodes, limits.maxRequests, inputs);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    cut.set('unreachable', cut.get('unreachable') ?? 0);
  }
  if (replays.nondeterminism || volatileValues.size > size) cut.set('unstable', cut.get('unstable') ?? 0);
  if (walker.lateBy() === 'stopped') cut.set('stopped', cut.get('stopped') ?? 0);
  const { nodes, edges, ids } = drawn();
  const graph: Graph = {
    version: 1,
    root: nodes[0]?.id ?? 'n1',
    nodes,
    edges,
    explored: { ...walker.spent, limits, cut: [...cut].map(([bound, left]) => ({ bound, left })) },
  };
  const exploration: Exploration = {
    graph,
    answers: builder.stateNodes.flatMap(({ segment: { answered }, path }) => (answered ? [{ answered, path }] : [])),
    slowest: walker.slowest(),
    refused,
    served: walker.served,
    insecure: insecureIn(builder.stateNodes),
    begins: new Set(builder.stateNodes.flatMap(({ id, segment }) => (segment.answered && ids.get(id)) ?? [])),
    probes: found,
    own: sharesOf(builder.stateNodes, ids, sharder?.plan).own,
    volatileValues,
    ...(replays.nondeterminism && { nondeterminism: replays.nondeterminism }),
  };
  const plan = sharder?.plan;
  const digits = bench.options.flow?.digits ?? [];
  const part = plan && sharding?.partOf(exploration, { stateNodes: builder.stateNodes, ids, plan, digits });
  return part ? { ...exploration, graph: { ...graph, part } } : exploration;
}

function insecureIn(stateNodes: readonly StateNode[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { segment, path } of stateNodes) {
    const { target = '' } = segment;
    if (target.startsWith('http://') && !isLoopback(target) && !found.has(target)) found.set(target, path);
  }
  return found;
}
