import type { GraphEdge, GraphNode } from '../../spec/index.ts';
import { inputsAt } from './inputs.ts';
import type { Stretch } from './segment.ts';

/** A node while the graph grows. */
export interface Knot {
  readonly id: string;
  /** Key that identifies it, in this call flow and on every machine. */
  readonly name: string;
  readonly stretch: Stretch;
  readonly path: readonly string[];
  /** The segments on the path, as text: a replay must give the same. */
  readonly trail: readonly string[];
  /** The result of each tried input, or of several in a row, as text. */
  readonly seen: Map<string, string>;
  /** Distinguishes places that look alike but lead to different ones; 0 for the first of them. */
  readonly variant: number;
}

/** The node at which a walk arrived. */
export interface Arrival {
  readonly path: readonly string[];
  readonly trail: readonly string[];
  /** As in a node (default 0). */
  readonly variant?: number;
}

/** The graph while it grows. */
export interface Web {
  readonly knots: readonly Knot[];
  readonly edges: readonly GraphEdge[];
  /** Adds a leg behind a knot (or at the start) and returns where it rests; undefined when there is no room left. */
  add(from: Knot | undefined, input: string | null, leg: readonly Stretch[], arrival: Arrival): Added | undefined;
  /** Takes back what was added behind a knot for some inputs. */
  remove(from: Knot, inputs: readonly string[]): void;
  variantsOf(knot: Knot): readonly Knot[];
  /** The stretch with a key. */
  stretch(key: string): Stretch | undefined;
}

interface Added {
  readonly knot: Knot;
  readonly isNew: boolean;
}

/** The leg as text: equal legs are equal texts. */
export function textOf(leg: readonly Stretch[]): string {
  return leg.map(({ key }) => key).join('\n');
}

export function createWeb(maxStates: number): Web {
  const knots: Knot[] = [];
  const byKey = new Map<string, Knot>();
  let edges: GraphEdge[] = [];
  const edgeKeys = new Set<string>();

  function connect(from: Knot | undefined, to: Knot, input: string | null): void {
    const key = `${from?.id} ${to.id} ${input}`;
    if (!from || edgeKeys.has(key)) return;
    edgeKeys.add(key);
    edges.push({ from: from.id, to: to.id, input });
  }

  return {
    knots,
    get edges() {
      return edges;
    },
    add(from, input, leg, { variant = 0, ...arrival }) {
      const names = namesOf(leg, variant);
      const missing = new Set(names.filter((name) => !byKey.has(name)));
      if (knots.length + missing.size > maxStates) return undefined;
      let [previous, label, isNew] = [from, input, false];
      for (const [index, stretch] of leg.entries()) {
        const name = names[index] ?? '';
        const known = byKey.get(name);
        const knot = known ?? {
          id: `n${knots.length + 1}`,
          name,
          stretch,
          seen: new Map<string, string>(),
          variant,
          ...arrival,
        };
        if (!known) {
          knots.push(knot);
          byKey.set(name, knot);
        }
        connect(previous, knot, label);
        [previous, label, isNew] = [knot, null, !known];
      }
      return previous && previous !== from ? { knot: previous, isNew } : from && { knot: from, isNew: false };
    },
    remove(from, inputs) {
      const gone = edges.filter((edge) => edge.from === from.id && inputs.includes(edge.input ?? ''));
      for (const { to, input } of gone) edgeKeys.delete(`${from.id} ${to} ${input}`);
      edges = edges.filter((edge) => !gone.includes(edge));
    },
    variantsOf: ({ stretch }) => knots.filter((knot) => knot.stretch.key === stretch.key),
    stretch: (key) => knots.find(({ stretch }) => stretch.key === key)?.stretch,
  };
}

/**
 * What tells the knots of a leg apart. A stretch that goes on by itself is told apart by where it leads, too, so that it
 * leads to one place only; in a loop that has no end.
 */
function namesOf(leg: readonly Stretch[], variant: number): readonly string[] {
  const suffix = variant === 0 ? '' : ` #${variant}`;
  if (leg.at(-1)?.ends === 'loop') return leg.map(({ key }) => key);
  return leg.map((_, index) => `${textOf(leg.slice(index))}${suffix}`);
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

export function nodeOf({ id, path, stretch: { actions, ends, url, announced, problem } }: Knot): GraphNode {
  const found = problem && { requirement: problem.requirement, expected: problem.expected, actual: problem.actual };
  return { id, path, actions, ends, ...(url !== undefined && { url }), announced, ...(found && { problem: found }) };
}
