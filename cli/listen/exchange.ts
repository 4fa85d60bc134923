import type { RelayedExchange } from '../../fixtures/wire/conversation.ts';
import type { BodyFinding, Diagnosis } from '../../spec/index.ts';

/** One request that was received or sent again, with the response; nothing is hidden in it yet. */
export interface HeardExchange extends RelayedExchange {
  readonly number: number;
  readonly at: Date;
  /** The number of the exchange that was sent again. */
  readonly resentFrom?: number;
  /** `integration`: the response came from where it was forwarded or resent to. */
  readonly answeredBy: 'mvk' | 'integration';
  /** The status that the sender got. */
  readonly status: number;
  readonly durationMs: number;
  readonly kind: 'answer' | 'event' | 'other';
  readonly event?: string;
  readonly callId?: string;
  readonly findings: readonly BodyFinding[];
  readonly signature: Diagnosis;
}
