import { type BenchOptions, type Bound, counted, type Explored, type Graph } from '../../spec/index.ts';

/** Limits of an exploration. */
export type Limits = Explored['limits'];

/** Ours: room for a flow of a few hundred states whose every path has to be replayed. */
const defaults: Limits = { maxDepth: 12, maxStates: 500, maxRequests: 100_000 };

export function limitsOf({ flow = {} }: BenchOptions): Limits {
  const { maxDepth, maxStates, maxRequests } = { ...defaults, ...flow };
  return { maxDepth, maxStates, maxRequests };
}

const words: Readonly<Record<Bound, string>> = {
  maxDepth: 'flow.maxDepth was reached',
  maxStates: 'flow.maxStates was reached',
  maxRequests: 'flow.maxRequests was reached',
  unreachable: 'the integration stopped answering',
  time: 'its time limit was reached',
  stopped: 'it was stopped',
  unstable: 'the same path led to different places',
};

/** One sentence about what was not walked, and why; undefined if all was. */
export function cutSentence({ cut, limits }: Explored): string | undefined {
  if (cut.length === 0) return undefined;
  const parts = cut.map(({ bound, left }) => {
    const limit = bound in limits ? ` (${limits[bound as keyof Limits]})` : '';
    const untried = left === 0 ? '' : `, ${counted(left, 'turn')} of a caller left untried`;
    return `${words[bound]}${limit}${untried}`;
  });
  return `Not the whole call flow was walked: ${parts.join('; ')}.`;
}

/** The extent of the walk, in words. */
export function reachOf(graph: Graph): string {
  const { length } = graph.nodes;
  return `in ${counted(length, 'place')} of the call flow${whatWasCut(graph)}`;
}

/** The same without the number, which differs between shards. */
export function flowInWords(graph: Graph): string {
  return `in the call flow${whatWasCut(graph)}`;
}

function whatWasCut({ explored }: Graph): string {
  const cut = cutSentence(explored);
  return cut ? `. ${cut}` : '';
}
