import type { GraphEdge, GraphNode } from '../spec/index.ts';
import type { Exploring } from './expand.ts';
import { keys } from './inputs.ts';
import { type Ways, waysOf } from './ways.ts';

/** A caller who does the same at every turn, where the graph comes round: counters of attempts show only so. */
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

/** Tries each round once, with silence and with a key that nobody announced. */
export async function probes(
  { walker, limits, replays }: Exploring,
  graph: { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] },
): Promise<readonly Probe[]> {
  const ways = waysOf(graph);
  const found: Probe[] = [];
  for (const choose of [() => 'wait', unannounced]) {
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

/** The nearest node of each round that a caller walks who always does the same. */
function rounds(ways: Ways, choose: (node: GraphNode) => string | undefined): { node: GraphNode; input: string }[] {
  const done = new Set<GraphNode>();
  const found: { node: GraphNode; input: string }[] = [];
  for (const start of ways.nodes) {
    const met = new Set<GraphNode>();
    for (let node: GraphNode | undefined = start; node?.ends === 'gather' && !done.has(node); ) {
      const input = choose(node);
      if (input !== undefined && met.has(node)) found.push({ node: start, input });
      if (input === undefined || met.has(node)) break;
      met.add(node);
      node = ways.after(node, input).at(-1);
    }
    for (const node of met) done.add(node);
  }
  return found;
}

function unannounced({ announced, actions }: GraphNode): string | undefined {
  const finish = actions.at(-1)?.parameters.finish_on_key;
  return keys.find((key) => key !== '1' && !announced.includes(key) && key !== finish);
}
