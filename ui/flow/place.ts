import type { FlowState } from '../protocol/flow.ts';

/** The place of a call after its moves; undefined where a move leads beyond the graph. */
export function placeOf(
  { root, edges }: Pick<FlowState, 'root' | 'edges'>,
  moves: readonly string[],
): string | undefined {
  const ways = new Map(edges.map(({ from, to, input }) => [`${from} ${input ?? ''}`, to]));
  /** As far as it goes on by itself. */
  const onward = (start: string): string => {
    const met = new Set([start]);
    let node = start;
    for (let next = ways.get(`${node} `); next !== undefined && !met.has(next); next = ways.get(`${node} `)) {
      met.add(next);
      node = next;
    }
    return node;
  };
  let node = onward(root);
  for (const move of moves) {
    const next = ways.get(`${node} ${move}`);
    if (next === undefined) return undefined;
    node = onward(next);
  }
  return node;
}
