import type { AssumptionId } from '../generated/assumptions.ts';
import type { Clause } from '../generated/clauses.ts';
import type { Capability } from '../run/config.ts';

/** A requirement without its check: what it is called, what it asks, how a failure is fixed. */
export interface RequirementCard {
  readonly id: string;
  readonly clause: Clause;
  readonly title: string;
  readonly needs: readonly Capability[];
  readonly hint: string;
  readonly assumes: readonly AssumptionId[];
  /** Whether it rests on the walk of the call flow. */
  readonly walks?: true;
}

/** A requirement as a version of the contract holds it. */
export interface VersionedRequirement {
  readonly id: string;
  readonly area: string;
  readonly level: string;
  readonly title: string;
}
