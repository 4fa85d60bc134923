import type { Graph } from '../generated/kit.ts';

export type { Graph };

/** What one machine of several saw besides its graph, so that the parts can be put together. */
export type GraphPart = NonNullable<Graph['part']>;

/** A caller with the same input at every turn, where the graph has a cycle or goes on: only this shows counters of attempts. */
export type Probe = GraphPart['probes'][number];

export type GraphNode = Graph['nodes'][number];
export type GraphAction = GraphNode['actions'][number];

/**
 * `gather`: the caller's turn. `redirect`: goes on without the caller. `transfer`, `bridge`, `conference`: connected.
 * `list`: the last action is done. `broken`: no valid answer. `loop`: redirected too often. `elsewhere`: a redirect to
 * a host that is not the target's, which was not asked.
 */
export type SegmentEnd = GraphNode['ends'];

export type GraphEdge = Graph['edges'][number];

/** How far the exploration went. */
export type Explored = Graph['explored'];

/** `unreachable`: the integration stopped answering; `time`: the run had no more time for it; `unstable`: the same path led to different places. */
export type Bound = Explored['cut'][number]['bound'];
