import type { BodyFinding, Exchange, Level } from '../../spec/index.ts';

/** One exchange in the list. */
export interface TrafficRow {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: 'answer' | 'event' | 'api' | 'other';
  /** Name of the event or the operation. */
  readonly title: string;
  readonly method: string;
  readonly path: string;
  readonly status: number | undefined;
  readonly failure: string | undefined;
  readonly durationMs: number;
  /** From 1; only of events. */
  readonly attempt: number | undefined;
  readonly acknowledged: boolean | undefined;
  readonly callId: string | undefined;
  readonly resentFrom: number | undefined;
  /** How it was changed before it was sent again. */
  readonly change: string | undefined;
  /** What sent it, unless somebody did: the requirement that was checked, `replay`, `exploration` or `probe`. */
  readonly by: string | undefined;
  readonly findings: number;
  readonly worst: Level | undefined;
}

/** An exchange as it is opened. */
export interface Detail {
  readonly row: TrafficRow;
  readonly exchange: Exchange;
  readonly findings: readonly BodyFinding[];
  /** Empty where nothing was signed. */
  readonly signature: { readonly verdict: string; readonly reasons: readonly string[] } | undefined;
  readonly curl: string;
  /** Secrets or numbers are hidden in the body, so that it is not what was sent. */
  readonly isHidden: boolean;
  readonly canResend: boolean;
  readonly tampers: readonly Tamper[];
}

/** A way to break an event that must be refused. */
interface Tamper {
  readonly name: string;
  readonly about: string;
  readonly requirement: string;
}

export type Signing = 'anew' | 'as-it-was' | 'none';
