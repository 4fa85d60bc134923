import type { Report } from '../generated/kit.ts';

export type Coverage = NonNullable<Report['coverage']>;

/** Clauses: how many there are, have a requirement, were judged in this run, and have a mutant that fails for them. */
export type CoverageTally = Coverage['total'];

/** Names of cells of the contract that a run met, and those of them that were judged. */
export interface MetCells {
  readonly met: readonly string[];
  readonly judged: readonly string[];
}

/** What of the contract a run sent or met, and judged. */
export type ContractCoverage = NonNullable<Report['contractCoverage']>;

/** The cells of one event, action or operation. */
export type CellTally = ContractCoverage['tallies'][number];

export type GapReason = keyof CellTally['gaps'];

/** Why a cell was not judged, the nearest to being judged first. */
export const gapReasons: readonly GapReason[] = [
  'not-judged',
  'budget',
  'not-sent',
  'not-found',
  'not-selected',
  'not-declared',
];
