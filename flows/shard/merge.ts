import type { Graph, GraphEdge, GraphNode, GraphPart, Probe } from '../../spec/index.ts';
import type { Walked } from '../explore/exploration.ts';
import { trimmed } from '../explore/graph-builder.ts';
import { inputsAt } from '../explore/inputs.ts';
import { cycles } from '../explore/probe.ts';
import { type Successors, successorsOf } from '../graph/successors.ts';

/** The share of one machine. */
export type Parted = Graph & { readonly part: GraphPart };

/**
 * The call flow of which each machine walked a part, as one that walks everything finds it; undefined where the parts
 * do not fit together.
 */
export function mergeGraphs(parts: readonly Parted[]): Walked | undefined {
  const [first] = parts;
  if (!first) return undefined;
  const nameOf = namesIn(parts);
  const met: GraphNode[] = [];
  const edges = new Map<string, GraphEdge>();
  for (const part of parts) {
    met.push(...part.nodes.map((node) => ({ ...node, id: nameOf(part, node.id) })));
    for (const edge of part.edges) {
      const [from, to] = [nameOf(part, edge.from), nameOf(part, edge.to)];
      edges.set(JSON.stringify([from, edge.input]), { ...edge, from, to });
    }
  }
  const nodes = new Map(met.map((node) => [node.id, node]));
  const { ids, ...joined } = trimmed([...nodes.values()], [...edges.values()]);
  const paths = nearest(successorsOf(joined));
  const found = new Map(met.map((node) => [JSON.stringify([ids.get(node.id), node.path]), node]));
  // A URL is that by which a place was met first.
  const ways = successorsOf({
    ...joined,
    nodes: joined.nodes.map((node) => {
      const path = paths.get(node) ?? node.path;
      return { ...(found.get(JSON.stringify([node.id, path])) ?? node), id: node.id, path };
    }),
  });
  const untried = ways.nodes.filter((node) => node.ends === 'gather' && ways.inputs(node).length === 0);
  const isWhole = untried.every(({ path }) => path.length >= first.explored.limits.maxDepth);
  const probes = cycles(ways).map(({ node, input }) => probeOf(parts, node.path, input));
  if (!isWhole || ids.size < nodes.size || probes.includes(undefined)) return undefined;
  return {
    graph: {
      version: 1,
      root: 'n1',
      nodes: ways.nodes,
      edges: joined.edges,
      explored: exploredBy(first, parts, untried),
    },
    refused: [],
    served: new Map(
      parts
        .flatMap(({ part }) => part.served)
        .sort((a, b) => Number(a.isValid) - Number(b.isValid))
        .map(({ url, isValid }) => [url, isValid]),
    ),
    insecure: new Map(
      parts
        .flatMap(({ part }) => part.insecure)
        .sort((a, b) => placeOf(ways, b.path) - placeOf(ways, a.path))
        .map(({ url, path }) => [url, path]),
    ),
    begins: new Set(parts.flatMap((part) => part.part.begins.flatMap((id) => ids.get(nameOf(part, id)) ?? []))),
    probes: probes.filter((probe) => probe !== undefined),
  };
}

/** The name of a shard's node in the merged graph: its own name, unless shards disagree about what follows it. */
function namesIn(parts: readonly Parted[]): (part: Parted, id: string) => string {
  const names = new Map(
    parts.map((part) => [part, new Map(part.nodes.map(({ id }, at) => [id, part.part.names[at] ?? id]))]),
  );
  const apart = new Set<string>();
  const nameOf = (part: Parted, id: string) => {
    const name = names.get(part)?.get(id) ?? id;
    return apart.has(name) ? `${name} in ${part.part.index}` : name;
  };
  for (let size = -1; size < apart.size; ) {
    size = apart.size;
    const targets = new Map<string, string>();
    for (const part of parts) {
      for (const { from, to, input } of part.edges) {
        const way = JSON.stringify([nameOf(part, from), input]);
        const target = targets.get(way) ?? nameOf(part, to);
        targets.set(way, target);
        if (target !== nameOf(part, to)) apart.add(names.get(part)?.get(from) ?? from);
      }
    }
  }
  return nameOf;
}

/** The nearest path to each node, as a walk finds it. */
function nearest(ways: Successors): ReadonlyMap<GraphNode, readonly string[]> {
  const [root] = ways.nodes;
  const paths = new Map<GraphNode, readonly string[]>(root && ways.onward(root).map((node) => [node, []]));
  for (const [node, path] of paths) {
    for (const input of ways.inputs(node)) {
      for (const next of ways.after(node, input)) if (!paths.has(next)) paths.set(next, [...path, input]);
    }
  }
  return paths;
}

function probeOf(parts: readonly Parted[], path: readonly string[], input: string): Probe | undefined {
  const isSame = (probe: Probe) => probe.input === input && probe.path.join() === path.join();
  return parts.flatMap(({ part }) => part.probes).find(isSame);
}

function placeOf({ nodes }: Successors, path: readonly string[]): number {
  return nodes.findIndex((node) => node.path.join() === path.join());
}

/** The shared prefix counts once, although every machine walked it. */
function exploredBy(
  { explored, part: { trunk, digits } }: Parted,
  parts: readonly Parted[],
  untried: readonly GraphNode[],
): Graph['explored'] {
  const all = (what: keyof GraphPart['trunk']) =>
    parts.reduce((sum, each) => sum + each.explored[what] - each.part.trunk[what], trunk[what]);
  const left = untried.reduce((sum, node) => sum + inputsAt(node, digits).length, 0);
  const cut = left > 0 ? [{ bound: 'maxDepth' as const, left }] : [];
  return { ...explored, cut, calls: all('calls'), requests: all('requests') };
}
