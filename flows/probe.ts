import type { GraphEdge, GraphNode } from '../spec/index.ts';
import type { Exploring } from './expand.ts';
import { inputsAt, keys } from './inputs.ts';
import { type Ways, waysOf } from './ways.ts';

/** A caller who does the same at every turn, where the graph comes round or goes on: counters of attempts show only so. */
export interface Probe {
  /** The way to the first turn, and what is done there and at each later one. */
  readonly path: readonly string[];
  readonly input: string;
  /** Turns until the call ended, or as many as were tried. */
  readonly turns: number;
  readonly outcome: 'ended' | 'goes on' | 'broken';
  /** Why the last answer could not be played, when it is `broken`. */
  readonly actual?: string;
}

/** Prompts a silent caller is asked at most (the catalogue's number), and one more. */
const most = 11;

/** Turns of a way on which a bound was hit, from which it may be one without an end. */
const enough = 3;

type Choose = (node: GraphNode) => string | undefined;

/** Tries each round once, with silence and with something that is wrong: what is wrong at its beginning. */
export async function probes(
  { walker, limits, replays }: Exploring,
  graph: { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] },
): Promise<readonly Probe[]> {
  const ways = waysOf(graph);
  const found: Probe[] = [];
  for (const choose of [() => 'wait', wrong]) {
    for (const { node, input } of rounds(ways, choose)) {
      if (walker.spent.requests >= limits.maxRequests || replays.drift) return found;
      const walk = await walker.play([...node.path, ...Array.from({ length: most }, () => input)]);
      const last = walk.legs.at(-1)?.at(-1);
      const turns = walk.legs.length - 1 - node.path.length;
      const outcome = last?.problem ? 'broken' : last?.ends === 'gather' || last === undefined ? 'goes on' : 'ended';
      found.push({ path: node.path, input, turns, outcome, ...(last?.problem && { actual: last.problem.actual }) });
    }
  }
  return found;
}

/** The nearest node of each round that a caller walks who always does the same, and of a way that goes on too long. */
function rounds(ways: Ways, choose: Choose): { node: GraphNode; input: string }[] {
  const done = new Set<GraphNode>();
  const found: { node: GraphNode; input: string }[] = [];
  for (const start of ways.nodes) {
    const input = start.ends === 'gather' && !done.has(start) ? choose(start) : undefined;
    if (input === undefined) continue;
    const met = new Set<GraphNode>();
    let next: GraphNode | undefined = start;
    while (next?.ends === 'gather' && !met.has(next) && !done.has(next)) {
      met.add(next);
      next = ways.after(next, choose(next) ?? input).at(-1);
    }
    const isRound = next !== undefined && met.has(next);
    const isUntried = next === undefined && met.size >= enough;
    if (isRound || isUntried || met.size > most) found.push({ node: start, input });
    for (const node of met) done.add(node);
  }
  return found;
}

/** A key that the prompt does not name; where several digits are asked for, as many of them as are needed. */
function wrong({ announced, actions }: GraphNode): string | undefined {
  const [several = ''] = inputsAt({ actions, announced: [] });
  if (several.length > 1) return several;
  const finish = actions.at(-1)?.parameters.finish_on_key;
  return keys.find((key) => key !== '1' && !announced.includes(key) && key !== finish);
}
