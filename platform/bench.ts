import type { BenchOptions, Capability, Exchange, Slice, Trigger } from '../spec/index.ts';
import type { Api } from './api/api.ts';
import type { CallOptions } from './call/line.ts';
import type { CallPort } from './call/port.ts';
import type { Step } from './call/step.ts';
import type { CallContext } from './events/events.ts';
import type { HttpRequest, Received } from './http/client.ts';
import type { Handshake } from './http/handshake.ts';
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

/** A call to be played: who calls whom, and what they do. */
export interface CallPlan extends CallOptions {
  readonly from?: string;
  readonly to?: string;
  /** `inbound` unless given. */
  readonly direction?: CallContext['direction'];
  /** Silence unless given. */
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
  /** A call with ids that nobody has seen before. */
  newCall(context?: Partial<CallContext>): CallContext;
  /** Plays a whole call and says what happened in it; see `playCall` for one that is watched as it goes. */
  call(plan?: CallPlan): Promise<PlayedCall>;
  /** Where `onAttempt` is given: what delivers again what was not acknowledged. */
  readonly redeliverer: Redeliverer | undefined;
  /** Makes the integration call the API. */
  trigger(trigger: Trigger, timeoutMs: number): Promise<TriggerRun>;
  /** Waits for calls that the API still plays, for a moment: what they meet belongs to the check that had them created. */
  callsEnded(): Promise<void>;
  /** The API key of this run. */
  readonly apiKey: string;
  /** What the integration that we started has written so far; empty where we did not start it. */
  output(): string;
  /** What the integration shows for a call; rejects where its page fails. */
  observe(callId: string): Promise<State>;
  /** The same with the exchange, whatever came of it. */
  readonly read: Observer;
  send(request: HttpRequest): Promise<Received>;
  /** Ends the process at once, as a crash would. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Whether the process that the kit started has ended by itself. */
  hasEnded(): Promise<boolean>;
  /** Lets a target that went away come back, by a supervisor of its own or started anew by us; whether it is there. */
  revive(): Promise<boolean>;
  /** What became of the requests so far. */
  readonly health: Health;
  /** How long the current check may go on. */
  readonly allowance: Allowance;
  /** Computes a value once for all checks of this bench. */
  readonly once: Once;
  /** What the server of a URL shows of itself before any request, to the public or to who trusts `tls.ca` too; nothing is sent. */
  handshake(url: string, eyes?: 'public' | 'ours'): Promise<Handshake>;
  /** How many generated cases the current check has run. */
  cases: number;
  /** What the current check was the part of, where several machines divide it. */
  slice: Slice | undefined;
  /** What the current check saw, for who wants to know more than that it passed. */
  seen: string;
  redact(exchange: Exchange): Exchange;
  redactText(text: string): string;
  close(): Promise<void>;
}
