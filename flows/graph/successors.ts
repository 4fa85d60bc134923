import type { GraphEdge, GraphNode } from '../../spec/index.ts';

/** The successors of the nodes of a graph. */
export interface Successors {
  readonly nodes: readonly GraphNode[];
  node(id: string): GraphNode;
  /** The nodes after an input, up to the caller's next turn or the end; empty if it was not tried. */
  after(from: GraphNode, input: string): readonly GraphNode[];
  /** The inputs that were tried at a node. */
  inputs(from: GraphNode): readonly string[];
  /** Every way out of a node. */
  leaving(from: GraphNode): readonly { readonly to: GraphNode; readonly input: string | null }[];
  /** The nodes that follow without input, including this one. */
  onward(from: GraphNode): readonly GraphNode[];
}

export function successorsOf({
  nodes,
  edges,
}: {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}): Successors {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const out = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const known = out.get(edge.from);
    if (known) known.push(edge);
    else out.set(edge.from, [edge]);
  }
  const edgesOf = (id: string) => out.get(id) ?? [];

  function node(id: string): GraphNode {
    const found = byId.get(id);
    if (!found) throw new RangeError(`the graph has no node ${JSON.stringify(id)}`);
    return found;
  }
  function onward(from: GraphNode): readonly GraphNode[] {
    const met = new Set([from]);
    for (const each of met) {
      const next = edgesOf(each.id).find(({ input }) => input === null);
      if (next) met.add(node(next.to));
    }
    return [...met];
  }

  return {
    nodes,
    node,
    onward,
    after(from, input) {
      const edge = edgesOf(from.id).find((each) => each.input === input);
      return edge ? onward(node(edge.to)) : [];
    },
    leaving: ({ id }) => edgesOf(id).map(({ to, input }) => ({ to: node(to), input })),
    inputs: ({ id }) => edgesOf(id).flatMap(({ input }) => (input === null ? [] : [input])),
  };
}
