import type { Graph, Report, Result } from '../../../spec/index.ts';

/** Findings by the node of the call flow that they concern; only where the report itself shows it. */
export function flowPlaces(graph: Graph, results: Report['results']): ReadonlyMap<string, readonly Result[]> {
  const places = new Map<string, Set<Result>>();
  const follow = follower(graph);
  const add = (node: string, result: Result): void => {
    places.set(node, (places.get(node) ?? new Set()).add(result));
  };
  for (const result of results) {
    if (result.outcome !== 'failed' && result.outcome !== 'warned') continue;
    for (const { id, problem } of graph.nodes) if (problem?.requirement === result.id) add(id, result);
    for (const violation of result.violations ?? []) {
      const { path } = violation.conversation ?? {};
      const node = path && follow(path);
      if (node !== undefined) add(node, result);
    }
  }
  return new Map([...places].map(([node, found]) => [node, [...found]]));
}

/** The last node of a path; moves beyond the graph happen there. */
function follower({ root, edges }: Graph): (path: readonly string[]) => string {
  const ways = new Map(edges.map(({ from, to, input }) => [`${from} ${input ?? ''}`, to]));
  const onward = (start: string): string => {
    const met = new Set([start]);
    let node = start;
    for (let next = ways.get(`${node} `); next !== undefined && !met.has(next); next = ways.get(`${node} `)) {
      met.add(next);
      node = next;
    }
    return node;
  };
  return (path) => {
    let node = onward(root);
    for (const input of path) {
      const next = ways.get(`${node} ${input}`);
      if (next === undefined) break;
      node = onward(next);
    }
    return node;
  };
}
