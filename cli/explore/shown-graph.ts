import type { Graph } from '../../spec/index.ts';

/** A graph as it may be shown and written: without secrets and personal numbers. */
export function shownGraph(graph: Graph, hide: (text: string) => string): Graph {
  const hidden = (_: string, value: unknown) => (typeof value === 'string' ? hide(value) : value);
  return JSON.parse(JSON.stringify(graph, hidden)) as Graph;
}
