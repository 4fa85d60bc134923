/** Clauses: how many there are, have a requirement, were judged in this run, and have a mutant that fails for them. */
export interface CoverageTally {
  readonly clauses: number;
  readonly named: number;
  readonly emitted: number;
  readonly proven: number;
}

export interface Coverage {
  readonly total: CoverageTally;
  readonly areas: Readonly<Record<string, CoverageTally>>;
  /** Clauses of the requirements that the run was asked for. */
  readonly selected: number;
  /** Percentage of these that were judged; one decimal, rounded down. */
  readonly percent: number;
  /** The clauses that lack it. */
  readonly missing: {
    readonly named: readonly string[];
    readonly emitted: readonly string[];
    readonly proven: readonly string[];
  };
}
