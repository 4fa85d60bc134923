import type { Bench } from '../../platform/bench.ts';
import type { Bound } from '../../spec/index.ts';
import type { Limits } from '../graph/limits.ts';
import type { GraphBuilder } from './graph-builder.ts';
import type { Sharder } from './plan.ts';
import type { Replayer } from './replay.ts';
import type { Refusal, Walker } from './walk.ts';

/** The state of a running exploration. */
export interface Exploring {
  readonly bench: Bench;
  readonly limits: Limits;
  readonly walker: Walker;
  readonly builder: GraphBuilder;
  readonly replays: Replayer;
  readonly refused: (Refusal & { path: readonly string[] })[];
  readonly cut: Map<Bound, number>;
  /** Shapes of lists that were looked at for what varies in them. */
  readonly examined: Set<string>;
  /** Set if several machines walk the call flow. */
  readonly sharder: Sharder | undefined;
  /** Whether a newly found volatile value makes earlier results stale. */
  isStale(): boolean;
}
