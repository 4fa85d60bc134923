import type { GraphEdge, GraphNode } from '../spec/index.ts';
import type { Stretch } from './stretch.ts';

/** A node while the graph grows. */
export interface Knot {
  readonly id: string;
  readonly stretch: Stretch;
  readonly path: readonly string[];
  /** What was met on the way, as text, leg by leg: a replay must meet the same. */
  readonly trail: readonly string[];
  /** What followed each input that was tried, as text. */
  readonly seen: Map<string, string>;
}

/** Where a walk arrived. */
export interface Arrival {
  readonly path: readonly string[];
  readonly trail: readonly string[];
  /** Tells apart places that look alike and lead to different ones. */
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
}

export interface Added {
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
        const knot = known ?? { id: `n${knots.length + 1}`, stretch, seen: new Map<string, string>(), ...arrival };
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

/** The nodes that a call can reach, renumbered in their order, with their edges. */
export function trimmed(web: Web): { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] } {
  const reached = new Set(web.knots.slice(0, 1).map(({ id }) => id));
  const next = new Map<string, string[]>();
  for (const { from, to } of web.edges) next.set(from, [...(next.get(from) ?? []), to]);
  for (const id of reached) for (const to of next.get(id) ?? []) reached.add(to);
  const kept = web.knots.filter(({ id }) => reached.has(id));
  const ids = new Map(kept.map(({ id }, index) => [id, `n${index + 1}`]));
  const nodes = kept.map(({ id, path, stretch: { actions, ends, url, announced, problem } }) => ({
    id: ids.get(id) ?? id,
    path,
    actions,
    ends,
    ...(url !== undefined && { url }),
    announced,
    ...(problem && {
      problem: { requirement: problem.requirement, expected: problem.expected, actual: problem.actual },
    }),
  }));
  const edges = web.edges
    .filter(({ from, to }) => reached.has(from) && reached.has(to))
    .map(({ from, to, input }) => ({ from: ids.get(from) ?? from, to: ids.get(to) ?? to, input }));
  return { nodes, edges };
}
