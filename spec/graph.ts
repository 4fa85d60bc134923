import type { ActionName, EndingAction } from './actions.ts';
import type { Slice } from './slice.ts';

/** The call flow as a graph: what a caller can meet, and what leads where. Its JSON Schema is `schemas/kit/graph.schema.json`. */
export interface Graph {
  /** Version of this format. */
  readonly version: 1;
  /** Id of the node where a call begins. */
  readonly root: string;
  /** In the order in which they were found: breadth first. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly explored: Explored;
  /** Where several machines divided the walk. */
  readonly part?: GraphPart;
}

/** What one machine of several saw besides its graph, so that the parts can be put together. */
export interface GraphPart extends Slice {
  /** The name of each node, in order, which is the same on every machine. */
  readonly names: readonly string[];
  /** Ids of the nodes with which an answer begins. */
  readonly begins: readonly string[];
  /** Every URL that a redirect named and that was asked, and whether it ever gave a valid answer. */
  readonly served: readonly { readonly url: string; readonly isValid: boolean }[];
  /** Redirects over plain HTTP to what is not this machine, and the way to them. */
  readonly insecure: readonly { readonly url: string; readonly path: readonly string[] }[];
  readonly probes: readonly Probe[];
  /** Further digits that were entered. */
  readonly digits: readonly string[];
  /** What was spent before the walk was divided, by each machine alike. */
  readonly trunk: { readonly calls: number; readonly requests: number };
}

/** A caller with the same input at every turn, where the graph has a cycle or goes on: only this shows counters of attempts. */
export interface Probe {
  /** The way to the first turn, and what is done there and at each later one. */
  readonly path: readonly string[];
  readonly input: string;
  /** Turns until the call ended, or as many as were tried. */
  readonly turns: number;
  readonly outcome: 'ended' | 'goes on' | 'broken';
  /** Why the last answer could not be played, when it is `broken`. */
  readonly actual?: string;
}

/**
 * A stretch of one answer: from its start, or from behind a gather, up to what ends it. Everything that differs from call
 * to call (call ids, hosts, times) is replaced by a word in `<angle brackets>`.
 */
export interface GraphNode {
  /** `n1`, `n2`, … in the order found; says nothing beyond this graph. */
  readonly id: string;
  /** A shortest way from the start: what the caller does at each turn, as `mvk call --press` takes it. */
  readonly path: readonly string[];
  /** What is done in this stretch, in order; the gather, redirect or transfer that ends it included. */
  readonly actions: readonly GraphAction[];
  readonly ends: SegmentEnd;
  /** The neutral URL that gave the answer; absent in the first answer. */
  readonly url?: string;
  /** The announced keys of a gather. */
  readonly announced: readonly string[];
  /** Why the answer could not be played, when `ends` is `broken` or `loop`. */
  readonly problem?: { readonly requirement: string; readonly expected: string; readonly actual: string };
}

export interface GraphAction {
  readonly name: ActionName;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * `gather`: the caller's turn. `redirect`: goes on without the caller. `transfer`, `bridge`, `conference`: connected.
 * `list`: the last action is done. `broken`: no valid answer. `loop`: redirected too often. `elsewhere`: a redirect to
 * a host that is not the target's, which was not asked.
 */
export type SegmentEnd = 'gather' | EndingAction | 'list' | 'broken' | 'loop' | 'elsewhere';

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** What the caller does, in the notation of `path`; `null` goes on by itself. */
  readonly input: string | null;
}

/** How far the exploration went. */
export interface Explored {
  readonly calls: number;
  readonly requests: number;
  readonly limits: { readonly maxDepth: number; readonly maxStates: number; readonly maxRequests: number };
  /** The bounds that were hit, with how many turns of a caller were left untried; empty when the whole flow was walked. */
  readonly cut: readonly { readonly bound: Bound; readonly left: number }[];
}

/** `unreachable`: the integration stopped answering; `time`: the run had no more time for it; `unstable`: the same path led to different places. */
export type Bound = 'maxDepth' | 'maxStates' | 'maxRequests' | 'unreachable' | 'time' | 'unstable';
