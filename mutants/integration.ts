import type { ApiClient, ApiEnvironment } from './api-client.ts';
import type { StoredEvent } from './store.ts';

/** One request, as it came. */
export interface Request {
  readonly method: string;
  readonly url: URL;
  /** Names in the case in which they were sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** Whether the sender has closed the connection. */
  readonly isGone?: () => boolean;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** Close the connection instead of replying. */
  readonly cut?: boolean;
}

/** What an integration knows about where it runs. */
export interface Environment extends ApiEnvironment {
  /** Its own origin, without a trailing slash. */
  readonly origin: string;
  readonly secret: string | undefined;
}

/** What a request for instructions says about its call; everything may be absent. */
export interface CallContext {
  readonly callId: string | undefined;
  readonly direction: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly status: string | undefined;
  readonly digits: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A webhook event, reduced to what is required of it. */
export interface WebhookEvent {
  readonly event: string;
  readonly created_at: string;
  readonly call: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly variables: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What GET /calls/<id> shows. */
export interface CallState {
  readonly call_id: string;
  readonly status: string;
  readonly events: readonly Pick<StoredEvent, 'event' | 'created_at' | 'data'>[];
}

export type Endpoint = 'answer' | 'menu' | 'webhook' | 'calls' | 'dial' | 'summary';
export type RefusalKind = 'unauthorised' | 'malformed' | 'too-large' | 'method' | 'not-found';
type SignatureVerdict = 'accepted' | 'refused';

/** Thrown by a seam to have its request refused. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: RefusalKind;

  constructor(kind: RefusalKind) {
    super(kind);
    this.kind = kind;
  }
}

/** The seams of an integration: a mutant changes one of them and nothing else. Seams call each other through `this`. */
export interface Integration {
  /** Milliseconds since 1970. */
  now(): number;
  /** The largest body it reads, in bytes. */
  readonly bodyLimit: number;
  /** The body of a request from the pieces in which it arrives. */
  join(pieces: readonly Buffer[]): Buffer;
  allows(route: Endpoint, method: string): boolean;
  /** The reply to a request that it does not serve. */
  refuse(kind: RefusalKind, request: Request, environment: Environment): Reply;
  /** The reply when a seam throws anything but a Refusal. */
  fail(error: unknown, request: Request, environment: Environment): Reply;

  /** Instructions: read, wait, decide, encode. */
  readAnswerRequest(request: Request): CallContext;
  beforeAnswer(context: CallContext, environment: Environment): Promise<void>;
  answer(context: CallContext, environment: Environment): unknown;
  /** The digits the caller entered last: from the request, else from the stored events of the call. */
  digits(context: CallContext, environment: Environment): Promise<string | undefined>;
  menu(digits: string | undefined, context: CallContext, environment: Environment): unknown;
  encode(answer: unknown, context: CallContext, environment: Environment): Reply;

  /** Signatures: `verify` is made of the four below it. */
  verify(request: Request, environment: Environment): SignatureVerdict;
  header(request: Request, name: string): string | undefined;
  sign(secret: string, timestamp: string, body: Buffer): string;
  matches(given: string, expected: string): boolean;
  isFresh(timestamp: string): boolean;

  /** Events: parse, identify, accept, wait, acknowledge. */
  parse(body: Buffer): WebhookEvent;
  key(event: WebhookEvent, request: Request): string;
  /** Stores the event durably; says whether it is new. */
  accept(event: WebhookEvent, request: Request, environment: Environment): Promise<boolean>;
  beforeAcknowledge(event: WebhookEvent, environment: Environment): Promise<void>;
  acknowledge(event: WebhookEvent, isNew: boolean, environment: Environment): Reply | Promise<Reply>;

  /** How it asks the REST API. */
  readonly client: ApiClient;

  /** What the stored events, in order of arrival, say about a call; undefined when there are none. */
  state(callId: string, events: readonly StoredEvent[]): CallState | undefined;
}
