import type { Level, Outcome } from '../../spec/index.ts';

export interface ChecksState {
  readonly requirements: readonly RequirementRow[];
  readonly isRunning: boolean;
  /** Id of the requirement that is checked now. */
  readonly doing: string | undefined;
  readonly requests: number;
  readonly selected: number;
  readonly done: number;
  readonly outcomes: Readonly<Record<string, CheckOutcome>>;
  readonly sentence: string;
  readonly isWatching: boolean;
  readonly hasReport: boolean;
}

interface CheckOutcome {
  readonly outcome: Outcome;
  readonly durationMs: number;
}

interface RequirementRow {
  readonly id: string;
  readonly title: string;
  readonly level: Level;
}
