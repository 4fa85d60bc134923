import { type Answered, type Bench, Unreachable } from '../platform/bench.ts';
import { isLoopback } from '../platform/loopback.ts';
import type { Bound, Graph } from '../spec/index.ts';
import { expander } from './expand.ts';
import { type Limits, limitsOf } from './limits.ts';
import { type Probe, probes } from './probe.ts';
import { type Drift, replayer } from './replay.ts';
import { createWalker, type Refusal } from './walk.ts';
import { createWeb, type Knot, textOf, trimmed } from './web.ts';

/** A call flow, and what was noticed while it was walked. */
export interface Exploration {
  readonly graph: Graph;
  /** Every different answer that was met, once. */
  readonly answers: readonly Answered[];
  readonly slowest: Answered | undefined;
  /** Events that were not acknowledged, with the inputs of their call; `turn` counts those before the event. */
  readonly refused: readonly (Refusal & { readonly path: readonly string[] })[];
  /** Every URL that a redirect named and that was asked, and whether it ever gave a valid answer. */
  readonly served: ReadonlyMap<string, boolean>;
  /** Redirects over plain HTTP to what is not this machine, and the way to them. */
  readonly insecure: ReadonlyMap<string, readonly string[]>;
  /** Where a caller who keeps doing the same comes round in the graph: what became of one who did. */
  readonly probes: readonly Probe[];
  /** Set when the same path led to different places in two calls. */
  readonly drift?: Drift;
}

/**
 * Walks the call flow, breadth first, by calls that nobody has heard of: each does what leads to a turn and then one more
 * thing. Where two calls prove that what came before does not matter, later ones begin in the middle.
 */
export async function explore(bench: Bench, limits: Limits = limitsOf(bench.options)): Promise<Exploration> {
  const walker = createWalker(bench);
  const web = createWeb(limits.maxStates);
  const cut = new Map<Bound, number>();
  const replays = replayer(walker);
  const refused: (Refusal & { path: readonly string[] })[] = [];
  const first = await walker.play([]);
  const [leg = []] = first.legs;
  refused.push(...first.refused.map((each) => ({ ...each, path: [] })));
  const root = web.add(undefined, null, leg, { path: [], trail: [textOf(leg)] });
  if (!root) throw new RangeError(`flow.maxStates (${limits.maxStates}) leaves no room for the first answer`);
  const state = { bench, limits, walker, web, replays, refused, cut };
  let found: readonly Probe[] = [];
  try {
    await expander(state, root.knot);
    found = await probes(state, trimmed(web));
    await replays.confirm(web.knots);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    cut.set('unreachable', 0);
  }
  if (replays.drift) cut.set('unstable', cut.get('unstable') ?? 0);
  const { nodes, edges } = trimmed(web);
  const graph: Graph = {
    version: 1,
    root: nodes[0]?.id ?? 'n1',
    nodes,
    edges,
    explored: { ...walker.spent, limits, cut: [...cut].map(([bound, left]) => ({ bound, left })) },
  };
  const answers = web.knots.flatMap(({ stretch }) => stretch.answered ?? []);
  return {
    graph,
    answers,
    slowest: walker.slowest(),
    refused,
    served: walker.served,
    insecure: insecureIn(web.knots),
    probes: found,
    ...(replays.drift && { drift: replays.drift }),
  };
}

function insecureIn(knots: readonly Knot[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { stretch, path } of knots) {
    const { target = '' } = stretch;
    if (target.startsWith('http://') && !isLoopback(target) && !found.has(target)) found.set(target, path);
  }
  return found;
}
