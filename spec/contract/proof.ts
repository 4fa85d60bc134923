/** A way to be wrong that the kit is proven to find. */
export interface KnownFault {
  readonly name: string;
  /** The ids of exactly the requirements that fail an integration that is wrong in this way. */
  readonly breaks: readonly string[];
  /** Completes "An integration that …". */
  readonly does: string;
}
