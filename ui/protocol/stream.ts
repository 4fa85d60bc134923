import type { ApiState } from './api.ts';
import type { ChecksState } from './checks.ts';
import type { FixturesState } from './fixtures.ts';
import type { FlowState } from './flow.ts';
import type { PhoneState } from './phone.ts';
import type { TrafficRow } from './traffic.ts';

/** What the page of `mvk ui` and its server say to each other; types, which both import. */
export interface Topics {
  readonly about: About;
  readonly phone: PhoneState;
  readonly checks: ChecksState;
  readonly flow: FlowState;
  readonly api: ApiState;
  readonly fixtures: FixturesState;
}

export type Message =
  | { readonly kind: 'topic'; readonly topic: keyof Topics; readonly value: Topics[keyof Topics] }
  | { readonly kind: 'row'; readonly row: TrafficRow }
  /** The newest state of everything: what the page had before is void. */
  | { readonly kind: 'all'; readonly topics: Topics; readonly rows: readonly TrafficRow[] };

export interface About {
  readonly name: string;
  readonly version: string;
  readonly answerUrl: string | undefined;
  readonly webhookUrl: string | undefined;
  readonly isDemo: boolean;
  /** The kit started it, so it can restart it. */
  readonly canRestart: boolean;
  /** `busy`: something else uses the integration. */
  readonly state: 'starting' | 'ready' | 'busy' | 'failed';
  /** What it is busy with, or why it failed. */
  readonly sentence: string;
}
