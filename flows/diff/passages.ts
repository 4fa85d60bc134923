import { canonicalOrdered } from '../../platform/state/state.ts';
import { type ActionName, connects, type Graph, type GraphAction, type GraphNode } from '../../spec/index.ts';

/** One thing that a passage does, or how it ends where no action says so. */
export interface Element {
  readonly name: ActionName | 'ends';
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Equal texts are equal elements. */
  readonly text: string;
}

/** All that a caller meets between two turns: a node and what follows it by itself, however many redirects that takes. */
export interface Passage {
  /** Id of the node where it begins. */
  readonly id: string;
  readonly elements: readonly Element[];
  /** Equal texts are equal passages, as far as this turn of the caller. */
  readonly content: string;
  readonly last: GraphNode;
  /** A bound was hit before the end of it. */
  readonly untried: boolean;
  /** From what the caller does to the id of the node where the next passage begins. */
  readonly ways: ReadonlyMap<string, string>;
}

/** A graph as passages, each made once. */
export interface Passages {
  readonly root: Passage;
  readonly cut: Graph['explored']['cut'];
  at(id: string): Passage;
  /** What a passage leads to, by content; ways back to the same turn are left out, since every menu has them. */
  children(passage: Passage): ReadonlySet<string>;
  /** What a caller can be led to that has this content. */
  known(content: string): readonly Passage[];
}

export function passagesOf(graph: Graph): Passages {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const ways = new Map<string, Map<string, string>>(graph.nodes.map(({ id }) => [id, new Map()]));
  const onward = new Map<string, GraphNode>();
  for (const { from, to, input } of graph.edges) {
    const target = nodes.get(to);
    if (target && input === null) onward.set(from, target);
    if (target && input !== null) ways.get(from)?.set(input, to);
  }
  const { cut } = graph.explored;

  const at = remembered((id): Passage => {
    const chain = chainOf(id, nodes, onward);
    const last = chain.at(-1);
    if (!last) throw new RangeError(`the graph has no node ${JSON.stringify(id)}`);
    const actions = chain.flatMap((node) => node.actions);
    const untried = last.ends === 'redirect' && !onward.has(last.id) && cut.length > 0;
    const elements = actions.filter(({ name }) => name !== 'redirect').map(elementOf);
    if (!untried) elements.push(...endOf(last, actions));
    const content = elements.map(({ text }) => text).join('\n');
    return { id, elements, content, last, untried, ways: ways.get(last.id) ?? new Map() };
  });
  const children = remembered((id): ReadonlySet<string> => {
    const passage = at(id);
    const next = [...new Set(passage.ways.values())].map(at);
    return new Set(next.filter((each) => !isWayBack(each, passage)).map(({ content }) => content));
  });
  const known = new Map<string, Passage[]>();
  for (const id of new Set([...ways.values()].flatMap((each) => [...each.values()]))) {
    known.set(at(id).content, [...(known.get(at(id).content) ?? []), at(id)]);
  }
  return {
    root: at(graph.root),
    cut,
    at,
    children: ({ id }) => children(id),
    known: (content) => known.get(content) ?? [],
  };
}

function chainOf(
  id: string,
  nodes: ReadonlyMap<string, GraphNode>,
  onward: ReadonlyMap<string, GraphNode>,
): GraphNode[] {
  const chain = new Set<GraphNode>();
  for (let node = nodes.get(id); node && !chain.has(node); node = onward.get(node.id)) chain.add(node);
  return [...chain];
}

function isWayBack(passage: Passage, turn: Passage): boolean {
  return passage.last.ends === 'gather' && passage.elements.at(-1)?.text === turn.elements.at(-1)?.text;
}

/** Both names of a destination say the same. */
function elementOf({ name, parameters: { type: _, to, ...rest } }: GraphAction): Element {
  const parameters = to === undefined ? rest : { destination: to, ...rest };
  return { name, parameters, text: `${name} ${canonicalOrdered(parameters)}` };
}

/** A redirect's URL is nothing that a caller notices, unless it is all that is known of what follows. */
function endOf({ ends, problem }: GraphNode, actions: readonly GraphAction[]): Element[] {
  if (ends === 'gather' || connects(ends)) return [];
  const url = ends === 'elsewhere' ? { url: actions.findLast(({ name }) => name === 'redirect')?.parameters.url } : {};
  const parameters = { ends, ...problem, ...url };
  return [{ name: 'ends', parameters, text: `ends ${canonicalOrdered(parameters)}` }];
}

function remembered<Value>(make: (id: string) => Value): (id: string) => Value {
  const made = new Map<string, Value>();
  return (id) => {
    const known = made.get(id);
    if (known !== undefined) return known;
    const value = make(id);
    made.set(id, value);
    return value;
  };
}
