import type { Answered } from '../../platform/answer/answered.ts';
import type { Graph, Probe } from '../../spec/index.ts';
import type { Nondeterminism } from './replay.ts';
import type { VolatileValues } from './volatile.ts';
import type { Refusal } from './walk.ts';

/** A call flow, and what the rules on it ask for besides. */
export interface Walked {
  readonly graph: Graph;
  /** Events that were not acknowledged, with the inputs of their call; `turn` counts those before the event. */
  readonly refused: readonly (Refusal & { readonly path: readonly string[] })[];
  /** Every URL that a redirect named and that was asked, and whether it ever gave a valid answer. */
  readonly served: ReadonlyMap<string, boolean>;
  /** Redirects over plain HTTP to what is not this machine, and the way to them. */
  readonly insecure: ReadonlyMap<string, readonly string[]>;
  /** Ids of the nodes with which an answer begins; the others go on in the answer of the one before. */
  readonly begins: ReadonlySet<string>;
  /** The outcome of callers with the same input at every turn, where the graph has a cycle. */
  readonly probes: readonly Probe[];
}

/** An answer, and what a caller did until it came. */
export interface Met {
  readonly answered: Answered;
  readonly path: readonly string[];
}

/** A call flow, and what was noticed while it was walked. */
export interface Exploration extends Walked {
  /** Every different answer that was met, once. */
  readonly answers: readonly Met[];
  readonly slowest: Answered | undefined;
  /** Ids of the nodes that this machine tries more of; all of them where it walked alone. */
  readonly own: ReadonlySet<string>;
  /** Values that differ between equal calls, and are left out of the graph. */
  readonly volatileValues: VolatileValues;
  /** Set when the same path led to different places in two calls. */
  readonly nondeterminism?: Nondeterminism;
}
