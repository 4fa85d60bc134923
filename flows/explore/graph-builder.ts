import type { GraphEdge, GraphNode } from '../../spec/index.ts';
import { inputsAt } from './inputs.ts';
import type { Segment } from './segment.ts';

/** A node while the graph grows. */
export interface StateNode {
  readonly id: string;
  /** Key that identifies it, in this call flow and on every machine. */
  readonly name: string;
  readonly segment: Segment;
  readonly path: readonly string[];
  /** The segments on the path, as text: a replay must give the same. */
  readonly history: readonly string[];
  /** The result of each tried input, or of several in a row, as text. */
  readonly seen: Map<string, string>;
  /** Distinguishes places that look alike but lead to different ones; 0 for the first of them. */
  readonly variant: number;
}

/** The node at which a walk arrived. */
export interface NodeArrival {
  readonly path: readonly string[];
  readonly history: readonly string[];
  /** As in a node (default 0). */
  readonly variant?: number;
}

/** The graph while it grows. */
export interface GraphBuilder {
  readonly stateNodes: readonly StateNode[];
  readonly edges: readonly GraphEdge[];
  /** Adds a leg behind a knot (or at the start) and returns where it rests; undefined when there is no room left. */
  add(
    from: StateNode | undefined,
    input: string | null,
    turnSegments: readonly Segment[],
    arrival: NodeArrival,
  ): Added | undefined;
  /** Takes back what was added behind a knot for some inputs. */
  remove(from: StateNode, inputs: readonly string[]): void;
  variantsOf(stateNode: StateNode): readonly StateNode[];
  /** The stretch with a key. */
  segment(key: string): Segment | undefined;
}

interface Added {
  readonly stateNode: StateNode;
  readonly isNew: boolean;
}

/** The leg as text: equal legs are equal texts. */
export function textOf(turnSegments: readonly Segment[]): string {
  return turnSegments.map(({ key }) => key).join('\n');
}

export function createGraphBuilder(maxStates: number): GraphBuilder {
  const stateNodes: StateNode[] = [];
  const byKey = new Map<string, StateNode>();
  let edges: GraphEdge[] = [];
  const edgeKeys = new Set<string>();

  function connect(from: StateNode | undefined, to: StateNode, input: string | null): void {
    const key = `${from?.id} ${to.id} ${input}`;
    if (!from || edgeKeys.has(key)) return;
    edgeKeys.add(key);
    edges.push({ from: from.id, to: to.id, input });
  }

  return {
    stateNodes,
    get edges() {
      return edges;
    },
    add(from, input, turnSegments, { variant = 0, ...arrival }) {
      const names = namesOf(turnSegments, variant);
      const missing = new Set(names.filter((name) => !byKey.has(name)));
      if (stateNodes.length + missing.size > maxStates) return undefined;
      let [previous, label, isNew] = [from, input, false];
      for (const [index, segment] of turnSegments.entries()) {
        const name = names[index] ?? '';
        const known = byKey.get(name);
        const stateNode = known ?? {
          id: `n${stateNodes.length + 1}`,
          name,
          segment,
          seen: new Map<string, string>(),
          variant,
          ...arrival,
        };
        if (!known) {
          stateNodes.push(stateNode);
          byKey.set(name, stateNode);
        }
        connect(previous, stateNode, label);
        [previous, label, isNew] = [stateNode, null, !known];
      }
      return previous && previous !== from ? { stateNode: previous, isNew } : from && { stateNode: from, isNew: false };
    },
    remove(from, inputs) {
      const gone = edges.filter((edge) => edge.from === from.id && inputs.includes(edge.input ?? ''));
      for (const { to, input } of gone) edgeKeys.delete(`${from.id} ${to} ${input}`);
      edges = edges.filter((edge) => !gone.includes(edge));
    },
    variantsOf: ({ segment }) => stateNodes.filter((stateNode) => stateNode.segment.key === segment.key),
    segment: (key) => stateNodes.find(({ segment }) => segment.key === key)?.segment,
  };
}

/**
 * What tells the knots of a leg apart. A stretch that goes on by itself is told apart by where it leads, too, so that it
 * leads to one place only; in a loop that has no end.
 */
function namesOf(turnSegments: readonly Segment[], variant: number): readonly string[] {
  const suffix = variant === 0 ? '' : ` #${variant}`;
  if (turnSegments.at(-1)?.ends === 'loop') return turnSegments.map(({ key }) => key);
  return turnSegments.map((_, index) => `${textOf(turnSegments.slice(index))}${suffix}`);
}

interface Trimmed {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** The new id of each node that is kept, by its old one. */
  readonly ids: ReadonlyMap<string, string>;
}

/** The nodes that a call can reach from the first, renumbered breadth first, with their edges in the order of the inputs. */
export function trimmed(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Trimmed {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const out = new Map<string, GraphEdge[]>();
  for (const edge of edges) out.set(edge.from, [...(out.get(edge.from) ?? []), edge]);
  const edgesOf = (node: GraphNode): readonly GraphEdge[] => {
    const place = new Map<string | null, number>(inputsAt(node).map((input, index) => [input, index]));
    // Digits that the integration is known to take come before silence, as they are tried.
    const rank = ({ input }: GraphEdge) => (input === 'wait' ? place.size : (place.get(input) ?? place.size - 1));
    return [...(out.get(node.id) ?? [])].sort((a, b) => rank(a) - rank(b));
  };
  const reached = new Set(nodes.slice(0, 1));
  for (const node of reached) for (const { to } of edgesOf(node)) reached.add(byId.get(to) ?? node);
  const kept = [...reached];
  const ids = new Map(kept.map(({ id }, index) => [id, `n${index + 1}`]));
  const idOf = (id: string) => ids.get(id) ?? id;
  return {
    nodes: kept.map((node) => ({ ...node, id: idOf(node.id) })),
    edges: kept.flatMap(edgesOf).map(({ from, to, input }) => ({ from: idOf(from), to: idOf(to), input })),
    ids,
  };
}

export function nodeOf({ id, path, segment: { actions, ends, url, announced, problem } }: StateNode): GraphNode {
  const found = problem && { requirement: problem.requirement, expected: problem.expected, actual: problem.actual };
  return { id, path, actions, ends, ...(url !== undefined && { url }), announced, ...(found && { problem: found }) };
}
