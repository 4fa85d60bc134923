import type { Difference, Exchange } from '../../spec/index.ts';
import type { FaultSchedule, FaultScript } from './faults/faults.ts';
import type { Together } from './http/together.ts';
import type { World } from './resources/world.ts';

/** One request to the API, as it came. */
export interface ApiRequest {
  readonly method: string;
  /** Path and query as they were sent, from `/v1` on. */
  readonly target: string;
  /** What the path had before `/v1`, if that is the folder of the base URL. */
  readonly folder?: string;
  /** The trial that its base URL names; see `baseUrlOf`. */
  readonly trial?: string;
  /** Names in lower case; of repeated ones, the values joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface ApiReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What becomes of a request. Who plays it calls `afterwards` once the client has its answer, or none: then a call that was created begins. */
export type ApiOutcome = { readonly afterwards?: Afterwards } & (
  | ({ readonly kind: 'reply'; readonly reply: ApiReply } & Manner)
  | { readonly kind: 'cut'; readonly when: 'before-read' | 'after-read' | 'in-body'; readonly reply?: ApiReply }
  /** With a reply, it stops half-way. */
  | { readonly kind: 'hang'; readonly reply?: ApiReply }
);

/** What follows from a request; what it returns is awaited. */
export type Afterwards = () => unknown;

/** How a reply is sent. */
interface Manner {
  readonly afterMs?: number;
  /** What follows from the request comes first, or as much of it as so many milliseconds allow. */
  readonly afterCallMs?: number;
  /** In several pieces, cut within letters. */
  readonly pieces?: true;
  /** Compressed with gzip, where the client accepts that. */
  readonly packed?: true;
  /** The connection is closed afterwards, unannounced. */
  readonly closes?: true;
}

/** Something else than the emulator that knows what a request is to have, such as a recording. */
export type Responder = (request: ApiRequest) => ApiOutcome;

/** A request that reached the API, with its breaches of the contract. */
export interface SeenRequest {
  /** Milliseconds of the monotonic clock when it had come whole. */
  readonly at: number;
  readonly request: ApiRequest;
  /** operationId; undefined where the contract has no such path or method. */
  readonly operation: string | undefined;
  /** Number of the attempt at its operation since the fault script was set, from 1. */
  readonly attempt: number;
  /** Departures from `spec/openapi.yaml`: a JSON pointer, `query/NAME` or `path/NAME`, and what was expected. */
  readonly problems: readonly Difference[];
  /** Members of the body and `query/NAME` that are taken and ignored, documented (`application_id`) or not (Q75, Q88). */
  readonly ignored: readonly string[];
  /** Name of the fault it met. */
  readonly fault: string | undefined;
  /** For reports; the response as it was sent, or the failure that the client was given. */
  readonly exchange: Exchange;
}

/** What is known of a request before it is answered. */
export type Asking = Pick<SeenRequest, 'operation' | 'request'>;

/** One of several trials at the same time: its requests meet faults of their own, and their attempts are counted by themselves. */
export interface Lane {
  /** Its requests so far, in order. */
  readonly seen: readonly SeenRequest[];
}

/** Of several lanes that a request fits, it belongs to the one that was opened last. */
export type OpenLane = (owns: (asking: Asking) => boolean, faults: FaultScript) => Lane;

/** The REST API of MiniVoice in memory, the same for the server, for nock and for the suites. */
export interface ApiCore {
  readonly world: World;
  readonly seen: readonly SeenRequest[];
  /** Attempts to create a call since the beginning; no reset forgets them. */
  readonly placed: readonly SeenRequest[];
  /** Sets the fault script and restarts the count of attempts; optionally the first attempts are answered together. */
  injectFaults(faults: FaultScript | FaultSchedule, together?: Together): void;
  /** From now on requests that fit meet faults of their own, until the next reset. */
  readonly openLane: OpenLane;
  /** Forgets the requests seen, the faults, and everything that was created; calls that have ended can still be read where that is wanted, whatever goes wrong. */
  reset(keeps?: 'ended calls'): void;
  handle(request: ApiRequest): Promise<ApiOutcome>;
}

/** The API on a port of 127.0.0.1, with the same address for the whole run. */
export interface Api extends ApiCore {
  /** Ends in `/v1`, without a trailing slash. */
  readonly baseUrl: string;
  /** What its path has before `/v1`; empty where it has nothing. */
  readonly folder: string;
  /** A base URL with the name of a trial in it, of letters and digits, which leads to the same API. */
  baseUrlOf(trial: string): string;
  /** From now on these answers are given instead of the API's own, and nothing is kept of the requests; `undefined` ends that. */
  responder(answer: Responder | undefined): void;
  /** Waits until requests satisfy a condition; false when the time is over first. */
  until(condition: (seen: readonly SeenRequest[]) => boolean, timeoutMs: number): Promise<boolean>;
  close(): Promise<void>;
}
