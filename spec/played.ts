/** A call that was played to one end of the call flow, as the report keeps it. Its JSON Schema is `schemas/kit/played.schema.json`. */
export interface PlayedEnd {
  /** What the caller did, as `mvk call --press` takes it. */
  readonly path: readonly string[];
  /** The node of the flow that its path leads to. */
  readonly node: string;
  /** Virtual seconds that it took. */
  readonly seconds: number;
  readonly lines: readonly PlayedLine[];
  /** The command that plays it again. */
  readonly replay: string;
}

export interface PlayedLine {
  /** Virtual seconds since the call was created. */
  readonly at: number;
  /** `caller`: what the people on the line hear and do. `call`: what becomes of the call. `wire`: a request or an event. */
  readonly of: 'caller' | 'call' | 'wire';
  readonly text: string;
  /** For a line of kind `wire`: what was sent, and the response. */
  readonly wire?: PlayedRequest;
}

export interface PlayedRequest {
  readonly kind: 'answer' | 'event';
  /** The method and URL that was asked, or the name of the event. */
  readonly name: string;
  readonly status?: number;
  /** Why no complete response came. */
  readonly failure?: string;
  /** Real milliseconds. */
  readonly durationMs: number;
  /** An answer that can be played, or an event that was acknowledged. */
  readonly good: boolean;
}
