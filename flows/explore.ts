import { type Answered, type Bench, Unreachable } from '../platform/bench.ts';
import { deadline } from '../platform/clock.ts';
import { isLoopback } from '../platform/loopback.ts';
import type { Bound, Graph, Probe, Slice } from '../spec/index.ts';
import { createDivision, type Division, sharesOf } from './division.ts';
import { expander } from './expand.ts';
import { type Limits, limitsOf } from './limits.ts';
import { partOf, standsAlone } from './part.ts';
import { probes } from './probe.ts';
import { type Drift, replayer } from './replay.ts';
import { createVarying, type Varying } from './varying.ts';
import { createWalker, type Refusal, type Walker } from './walk.ts';
import { waysOf } from './ways.ts';
import { createWeb, type Knot, nodeOf, textOf, trimmed } from './web.ts';

/** A call flow, and what the rules on it ask for besides. */
export interface Walked {
  readonly graph: Graph;
  /** Events that were not acknowledged, with the inputs of their call; `turn` counts those before the event. */
  readonly refused: readonly (Refusal & { readonly path: readonly string[] })[];
  /** Every URL that a redirect named and that was asked, and whether it ever gave a valid answer. */
  readonly served: ReadonlyMap<string, boolean>;
  /** Redirects over plain HTTP to what is not this machine, and the way to them. */
  readonly insecure: ReadonlyMap<string, readonly string[]>;
  /** Ids of the nodes with which an answer begins; the others go on in the answer of the one before. */
  readonly begins: ReadonlySet<string>;
  /** Where a caller who keeps doing the same comes round in the graph: what became of one who did. */
  readonly probes: readonly Probe[];
}

/** A call flow, and what was noticed while it was walked. */
export interface Exploration extends Walked {
  /** Every different answer that was met, once. */
  readonly answers: readonly Answered[];
  readonly slowest: Answered | undefined;
  /** Ids of the nodes that this machine tries more of; all of them where it walked alone. */
  readonly own: ReadonlySet<string>;
  /** What differs between calls that do the same, and is left out of the graph. */
  readonly varying: Varying;
  /** Set when the same path led to different places in two calls. */
  readonly drift?: Drift;
}

/** The part of the time of a run that the walk may take. */
const shareOfRun = 0.4;

/** A walk begins anew when it finds that something varies; what varies in ever new ways is another place each time. */
const beginnings = 4;

/**
 * Walks the call flow, breadth first, by calls that nobody has heard of: each does what leads to a turn and then one more
 * thing. Where two calls prove that what came before does not matter, later ones begin in the middle. With a slice, a
 * large flow is walked in part, unless what is met there does not stand for itself.
 */
export async function explore(
  bench: Bench,
  limits: Limits = limitsOf(bench.options),
  slice?: Slice,
): Promise<Exploration> {
  const division = slice && createDivision(slice);
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
    const exploration = await walkOnce(bench, limits, walker, varying, examined, isStale, division);
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
  if (!division?.dealt || !standsAlone(exploration, web.knots, ids, division.dealt)) return exploration;
  const part = partOf(exploration, bench.options.flow?.digits ?? [], web.knots, ids, division.dealt);
  return { ...exploration, graph: { ...graph, part } };
}

function insecureIn(knots: readonly Knot[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { stretch, path } of knots) {
    const { target = '' } = stretch;
    if (target.startsWith('http://') && !isLoopback(target) && !found.has(target)) found.set(target, path);
  }
  return found;
}
