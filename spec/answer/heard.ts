import type { Heard } from '../generated/kit.ts';

export type { Heard };

/**
 * How a request was signed. `right`: as documented. `doubtful`: it matches, but a receiver may refuse it for a point that the
 * documentation leaves open. `unchecked`: no secret is known.
 */
export type Diagnosis = Heard['signature'];

/** Something wrong in an event or an answer, by a requirement or a rule of `mvk lint`. */
export type BodyFinding = Heard['findings'][number];
