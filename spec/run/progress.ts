import type { Exchange } from '../report/exchange.ts';
import type { Outcome } from '../report/report.ts';

/** The progress of a run, for people who wait for it. */
export interface Progress {
  /** What is done now, such as the id of a requirement. */
  readonly doing?: string;
  /** The instance that the rest is about, where there are several. */
  readonly instance?: number;
  /** A requirement that was judged. */
  readonly done?: { readonly id: string; readonly outcome: Outcome; readonly durationMs: number };
  /** Requests to the integration so far. */
  readonly requests?: number;
  /** Median time of the responses so far. */
  readonly medianMs?: number;
  /** With `verbose`: an exchange that has just ended. */
  readonly live?: LiveExchange;
}

/** An exchange with the integration, or a request of it to the API. Secrets are hidden where people read it as it comes. */
export interface LiveExchange {
  readonly exchange: Exchange;
  /** The requirement that was being checked. */
  readonly requirement?: string;
  /** The integration asked the API. */
  readonly isApi?: boolean;
  /** operationId, if the contract has such a path and method. */
  readonly operation?: string;
  /** Its request was longer than what is handed on. */
  readonly isCut?: boolean;
}

/** Begins a line by which one process of a run says to the next how it goes on. */
export const progressMark = '\u0001mvk ';
