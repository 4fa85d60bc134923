import type { Bench } from '../../platform/bench.ts';
import { deadline } from '../../platform/clock.ts';
import { isLoopback } from '../../platform/http/loopback.ts';
import { Unreachable } from '../../platform/http/sender.ts';
import type { Bound, Graph, GraphPart, Probe, Slice } from '../../spec/index.ts';
import { type Limits, limitsOf } from '../graph/limits.ts';
import { waysOf } from '../graph/successors.ts';
import { expander } from './expand.ts';
import type { Exploration } from './exploration.ts';
import { createWeb, type Knot, nodeOf, textOf, trimmed } from './graph-builder.ts';
import { createDivision, type Dealt, type Division, sharesOf } from './plan.ts';
import { probes } from './probe.ts';
import { replayer } from './replay.ts';
import { createVarying, type Varying } from './volatile.ts';
import { createWalker, type Refusal, type Walker } from './walk.ts';

/** How several machines explore a call flow; `partOf` returns nothing if a shard cannot be judged alone. */
export interface Sharding {
  readonly slice: Slice;
  partOf(exploration: Exploration, at: Explored): GraphPart | undefined;
}

/** The nodes of an exploration as they were found, and their ids in its graph. */
export interface Explored {
  readonly knots: readonly Knot[];
  readonly ids: ReadonlyMap<string, string>;
  readonly dealt: Dealt;
  readonly digits: readonly string[];
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
): Promise<Exploration> {
  const division = sharding && createDivision(sharding.slice);
  const varying = createVarying();
  const { runMinutes } = bench.options.budgets;
  const end = deadline(runMinutes === undefined ? Number.POSITIVE_INFINITY : runMinutes * 60_000 * shareOfRun);
  const walker = createWalker(bench, varying, end.passed);
  const examined = new Set<string>();
  for (let left = beginnings; ; left--) {
    const size = varying.size;
    const isStale = () =>
      division?.isAbandoned ||
      (varying.size > size && left > 1 && !walker.isLate() && walker.spent.requests < limits.maxRequests);
    const exploration = await walkOnce(bench, limits, walker, varying, examined, isStale, division, sharding);
    if (division?.dealt && !exploration.graph.part) return explore(bench, limits);
    if (!isStale()) return exploration;
  }
}

async function walkOnce(
  bench: Bench,
  limits: Limits,
  walker: Walker,
  varying: Varying,
  examined: Set<string>,
  isStale: () => boolean,
  division: Division | undefined,
  sharding: Sharding | undefined,
): Promise<Exploration> {
  const web = createWeb(limits.maxStates);
  const cut = new Map<Bound, number>();
  const { size } = varying;
  const replays = replayer(walker, web, varying);
  const refused: (Refusal & { path: readonly string[] })[] = [];
  const first = await walker.play([]);
  const [leg = []] = first.legs;
  refused.push(...first.refused.map((each) => ({ ...each, path: [] })));
  const room = leg.slice(0, limits.maxStates);
  const root = web.add(undefined, null, room, { path: [], trail: [textOf(leg)] });
  if (room.length < leg.length) cut.set('maxStates', 1);
  const state = { bench, limits, walker, web, replays, refused, cut, examined, division, isStale };
  const drawn = () => trimmed(web.knots.map(nodeOf), web.edges);
  let found: readonly Probe[] = [];
  try {
    if (root && room.length === leg.length) await expander(state, root.knot);
    const { ids, ...graph } = drawn();
    if (!isStale() && !walker.isLate())
      found = await probes(state, waysOf(graph), sharesOf(web.knots, ids, division?.dealt));
    if (!isStale() && !walker.isLate()) await replays.confirm(web.knots, limits.maxRequests);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    cut.set('unreachable', cut.get('unreachable') ?? 0);
  }
  if (replays.drift || varying.size > size) cut.set('unstable', cut.get('unstable') ?? 0);
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
    answers: web.knots.flatMap(({ stretch }) => stretch.answered ?? []),
    slowest: walker.slowest(),
    refused,
    served: walker.served,
    insecure: insecureIn(web.knots),
    begins: new Set(web.knots.flatMap(({ id, stretch }) => (stretch.answered && ids.get(id)) ?? [])),
    probes: found,
    own: sharesOf(web.knots, ids, division?.dealt).own,
    varying,
    ...(replays.drift && { drift: replays.drift }),
  };
  const dealt = division?.dealt;
  const digits = bench.options.flow?.digits ?? [];
  const part = dealt && sharding?.partOf(exploration, { knots: web.knots, ids, dealt, digits });
  return part ? { ...exploration, graph: { ...graph, part } } : exploration;
}

function insecureIn(knots: readonly Knot[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { stretch, path } of knots) {
    const { target = '' } = stretch;
    if (target.startsWith('http://') && !isLoopback(target) && !found.has(target)) found.set(target, path);
  }
  return found;
}
