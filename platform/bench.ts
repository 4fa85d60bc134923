import type { BenchOptions, Capability, Exchange, Trigger } from '../spec/index.ts';
import type { Api } from './api/api.ts';
import type { CallOptions } from './call/line.ts';
import type { CallPort } from './call/port.ts';
import type { Step } from './call/step.ts';
import type { CallContext } from './events/events.ts';
import type { HttpRequest, Received } from './http/client.ts';
import type { Handshake } from './http/tls/handshake.ts';
import type { Once } from './memory.ts';
import type { ProcessHandle } from './process/ended.ts';
import type { TriggerRun } from './process/trigger.ts';
import type { Allowance } from './request-policy/allowance.ts';
import type { Health } from './request-policy/health.ts';
import type { Caller, Script } from './script.ts';
import type { Observer } from './state/observe.ts';
import type { State } from './state/state.ts';
import type { Redeliverer } from './webhook/redeliverer.ts';

/** How the integration's process is started again after a kill. */
export type Launch = (env: Readonly<Record<string, string>>) => Promise<Launched>;
export interface Launched extends ProcessHandle {
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** A call to play: the caller, the called number, and what the caller does. */
export interface CallPlan extends CallOptions {
  readonly from?: string;
  readonly to?: string;
  /** Default: `inbound`. */
  readonly direction?: CallContext['direction'];
  /** Default: silence. */
  readonly script?: Script | Caller;
}

/** A call that has ended. */
export interface PlayedCall {
  readonly call: CallContext;
  readonly steps: readonly Step[];
}

/** MiniVoice, pointed at one integration. */
export interface Bench extends CallPort {
  readonly options: BenchOptions;
  readonly capabilities: ReadonlySet<Capability>;
  readonly api: Api | undefined;
  /** A call with new ids. */
  newCall(context?: Partial<CallContext>): CallContext;
  /** Plays a whole call and says what happened in it; see `playCall` for one that is watched as it goes. */
  call(plan?: CallPlan): Promise<PlayedCall>;
  /** Where `onAttempt` is given: what delivers again what was not acknowledged. */
  readonly redeliverer: Redeliverer | undefined;
  /** Makes the integration call the API; a command may be given another base URL of it. */
  trigger(trigger: Trigger, timeoutMs: number, baseUrl?: string): Promise<TriggerRun>;
  /** Waits for calls that the API still plays, for a moment: what they meet belongs to the check that had them created. */
  callsEnded(): Promise<void>;
  /** The API key of this run. */
  readonly apiKey: string;
  /** What the integration that we started has written so far; empty where we did not start it. */
  output(): string;
  /** What the integration shows for a call; rejects where its page fails. */
  observe(callId: string): Promise<State>;
  /** The same with the exchange, even if there was no response. */
  readonly read: Observer;
  send(request: HttpRequest): Promise<Received>;
  /** Ends the process at once, as a crash would. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Whether the process that the kit started has ended on its own. */
  hasEnded(): Promise<boolean>;
  /** Waits for a lost target: its supervisor or the kit restarts it. Returns whether it is back. */
  revive(): Promise<boolean>;
  /** What became of the requests so far. */
  readonly health: Health;
  /** How long the current check may go on. */
  readonly allowance: Allowance;
  /** Computes a value once for all checks of this bench. */
  readonly once: Once;
  /** The TLS handshake of a URL, with the public authorities only or also with `tls.ca`; no request is sent. */
  handshake(url: string, eyes?: 'public' | 'ours'): Promise<Handshake>;
  redact(exchange: Exchange): Exchange;
  redactText(text: string): string;
  close(): Promise<void>;
}
