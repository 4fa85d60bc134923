export interface FixturesState {
  readonly folder: string;
  readonly calls: readonly { readonly name: string; readonly exchanges: number }[];
  readonly isReplaying: boolean;
  readonly sentence: string;
  readonly results: readonly ReplayResult[];
}

interface ReplayResult {
  readonly name: string;
  readonly outcome: 'same' | 'differs' | 'not-compared';
  readonly lines: readonly string[];
}
