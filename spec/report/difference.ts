import type { Replay } from '../generated/kit.ts';

/** A place where something departs from what was expected, such as a JSON pointer. */
export type Difference = Replay['calls'][number]['fixtures'][number]['differences'][number];
