import type { ProcessEnd } from './reason.ts';

/** One HTTP request and what came back, as data. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    /** Set instead of `body` when the bytes are not UTF-8 text. */
    readonly bodyBase64?: string;
  };
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly bodyBase64?: string;
    /** The body was longer than what is kept here. */
    readonly truncated?: boolean;
  };
  /** Set instead of `response` when no complete response came. */
  readonly failure?: {
    readonly kind: FailureKind;
    readonly message: string;
    /** What the process of the integration wrote last, where it ended. */
    readonly output?: string;
    /** How that process ended. */
    readonly ended?: ProcessEnd;
  };
  readonly durationMs: number;
}

/** `refused` and `not-found`: no connection was made; `untrusted`: none that is trusted. The others are the fault of what was connected to. */
export type FailureKind = 'refused' | 'not-found' | 'untrusted' | 'timeout' | 'cut' | 'too-large' | 'invalid';
