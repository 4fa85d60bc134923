import type { Subject } from '../subject.ts';

/** A law of error handling: the requirement with the same id, checked in this process. */
export interface Law {
  readonly id: `api.error.${string}`;
  /** Where the client breaks it. */
  breaches(subject: Subject): AsyncIterable<Breach>;
}

export interface Breach {
  /** Breaches of one kind are one finding. */
  readonly kind: string;
  readonly expected: string;
  readonly actual: string;
  /** Error codes or situations in which it shows. */
  readonly cases: readonly string[];
}
