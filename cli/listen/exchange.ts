import type { RelayedExchange } from '../../fixtures/wire/conversation.ts';
import type { Diagnosis } from '../../platform/webhook/diagnosis/diagnose.ts';
import type { Level } from '../../spec/index.ts';

/** Something wrong in the event that came, or in the answer that the integration gave. */
export interface ListenFinding {
  /** Id of a requirement, or a rule of `mvk lint`. */
  readonly rule: string;
  readonly level: Level;
  readonly pointer: string;
  readonly expected: string;
  readonly actual: string;
  readonly source: string;
}

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
  readonly findings: readonly ListenFinding[];
  readonly signature: Diagnosis;
}
