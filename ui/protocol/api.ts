export interface ApiState {
  readonly baseUrl: string;
  readonly state: Readonly<Record<string, unknown>>;
  readonly profile: string;
  readonly faults: number;
  readonly operations: readonly string[];
  readonly codes: readonly string[];
  /** Names of what makes the integration call the API. */
  readonly triggers: readonly string[];
}
