export interface CallPlan {
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  /** `real`: time passes as it would; `skip`: what is waited for comes at once. */
  readonly pace: 'real' | 'skip';
  readonly variables: Readonly<Record<string, string>>;
  /** Moves that are made before the caller takes over. */
  readonly path: readonly string[];
}

export interface PhoneLine {
  /** Virtual seconds since the call was created. */
  readonly at: number;
  readonly of: 'caller' | 'call' | 'wire';
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'bad' | 'warn';
  /** What is spoken. */
  readonly spoken?: string;
  /** Number of the exchange in the list. */
  readonly exchange?: number;
}

export interface PhoneState {
  readonly status: 'idle' | 'playing' | 'gather' | 'dialling' | 'connected' | 'ended';
  readonly callId: string | undefined;
  readonly plan: CallPlan | undefined;
  readonly lines: readonly PhoneLine[];
  readonly gather: Gather | undefined;
  /** Whom the other end of a new leg is. */
  readonly dial: { readonly by: string; readonly destination: string } | undefined;
  /** Something is waited for as it would pass, and can be skipped. */
  readonly waits: boolean;
  /** What the caller did so far, as `mvk call --press` takes it. */
  readonly moves: readonly string[];
  readonly summary: { readonly sentence: string; readonly isGood: boolean } | undefined;
}

export interface Gather {
  readonly min: number;
  readonly max: number;
  readonly finishKey: string | undefined;
  readonly timeoutSeconds: number;
  readonly announced: readonly string[];
  readonly pressed: string;
}
