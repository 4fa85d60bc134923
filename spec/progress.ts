import type { Exchange } from './exchange.ts';
import type { Outcome } from './report.ts';

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
  /** With `--verbose`: an exchange with the integration, or a request of it to the API; secrets are hidden. */
  readonly exchange?: Exchange;
}

/** Begins a line by which one process of a run says to the next how it goes on. */
export const progressMark = '\u0001mvk ';
