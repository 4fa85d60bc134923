import type { Graph, GraphNode } from '../../spec/index.ts';

/** Calls that a report keeps. */
const max = 40;

/** Places where calls end without a hang-up, nearest first; the first place if there is none. */
export function endsOf({ nodes }: Graph): readonly GraphNode[] {
  const ends = nodes.filter(({ ends }) => ends !== 'gather' && ends !== 'redirect');
  return ends.length > 0 ? ends.slice(0, max) : nodes.slice(0, 1);
}
