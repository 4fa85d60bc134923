import type { CellGroup } from './contract-cells.ts';

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

/** Names of cells of the contract that a run met, and those of them that were judged. */
export interface MetCells {
  readonly met: readonly string[];
  readonly judged: readonly string[];
}

/** Why a cell was not judged, the nearest to being judged first. */
export const gapReasons = ['not-judged', 'budget', 'not-sent', 'not-found', 'not-selected', 'not-declared'] as const;
export type GapReason = (typeof gapReasons)[number];

/** The cells of one event, action or operation. */
export interface CellTally {
  readonly group: CellGroup;
  readonly of: string;
  readonly cells: number;
  readonly judged: number;
  /** The cells that were not judged, by reason. */
  readonly gaps: Readonly<Partial<Record<GapReason, readonly string[]>>>;
}

/** What of the contract a run sent or met, and judged. */
export interface ContractCoverage {
  readonly cells: number;
  readonly judged: number;
  /** One decimal, rounded down. */
  readonly percent: number;
  readonly tallies: readonly CellTally[];
}
