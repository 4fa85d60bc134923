import type { BenchOptions, Capability, Exchange, Slice, Trigger } from '../spec/index.ts';
import { route } from './addresses.ts';
import type { Allowance } from './allowance.ts';
import type { Api } from './api/api.ts';
import type { Outbound } from './api/outbound.ts';
import type { ServerOptions } from './api/server.ts';
import { type Answered, createAsker } from './asking.ts';
import { trusting } from './authorities.ts';
import { playCall } from './call.ts';
import type { AnswerRequest } from './caller.ts';
import { type ClientOptions, createClient, defaultTimeoutMs, type HttpRequest, type Received } from './client.ts';
import { now, within } from './clock.ts';
import { createDelivery, type Delivered, type Delivery } from './delivery.ts';
import { type Mortal, sayingHowItEnded } from './ended.ts';
import { type CallContext, type PlatformEvent, storyOf } from './events.ts';
import { type Handshake, handshake } from './handshake.ts';
import type { Health } from './health.ts';
import { KitFault } from './kit-fault.ts';
import type { CallOptions } from './line.ts';
import { createMemory, type Once } from './memory.ts';
import { callMaker } from './new-call.ts';
import { createObserver, type Observer, stateIn } from './observing.ts';
import { StartFailed } from './process.ts';
import { createRedactor, redactProcessEnd } from './redact.ts';
import { type AttemptMade, createRedeliverer, type Redeliverer } from './redeliverer.ts';
import { reviver } from './reviving.ts';
import type { Caller, Script } from './script.ts';
import { secretsIn } from './secrets.ts';
import { createSender, Unreachable } from './sender.ts';
import type { State } from './state.ts';
import type { Step } from './step.ts';
import { createTracking } from './tracking.ts';
import { type Fired, fire } from './trigger.ts';

export type { Answered } from './asking.ts';
export { Unreachable } from './sender.ts';

/** How the integration's process is started again after a kill. */
export type Launch = (env: Readonly<Record<string, string>>) => Promise<Launched>;
export interface Launched extends Mortal {
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
export interface Bench {
  readonly options: BenchOptions;
  readonly capabilities: ReadonlySet<Capability>;
  readonly api: Api | undefined;
  /** A call with ids that nobody has seen before. */
  newCall(context?: Partial<CallContext>): CallContext;
  /** Tells a call as events; see `storyOf`. */
  story(call: CallContext, startedAt?: Date): ReturnType<typeof storyOf>;
  answer(request: AnswerRequest): Promise<Answered>;
  /** Plays a whole call and says what happened in it; see `playCall` for one that is watched as it goes. */
  call(plan?: CallPlan): Promise<PlayedCall>;
  deliver(event: PlatformEvent | Buffer, how?: Delivery): Promise<Delivered>;
  /** Where `onAttempt` is given: what delivers again what was not acknowledged. */
  readonly redeliverer: Redeliverer | undefined;
  /** Makes the integration call the API. */
  trigger(trigger: Trigger, timeoutMs: number): Promise<Fired>;
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

/** Of a response: many times what is spoken in a call. */
const mostBytes = 1024 * 1024;

/** What a bench is opened with besides: who watches its API, and the bounds of its requests. */
export interface Surroundings extends Pick<ServerOptions, 'onSeen' | 'aside' | 'standIn'> {
  readonly client?: Pick<ClientOptions, 'timeoutMs' | 'maxBytes' | 'ca'>;
  /** Hears of each attempt to deliver an event; where it is given, what was not acknowledged is delivered again in real time. */
  readonly onAttempt?: (attempt: AttemptMade) => void;
}

/** Opens a bench; `launch` is given when the integration is to be started by us. */
export async function openBench(
  options: BenchOptions,
  capabilities: readonly Capability[],
  launch?: Launch,
  { client: bounds = {}, onAttempt, ...watch }: Surroundings = {},
): Promise<Bench> {
  const way = route(capabilities.includes('remote'), options.addresses);
  const client = createClient({ maxBytes: mostBytes, ...trusting(options), ...bounds, lookup: way.lookup });
  const needsApi = launch !== undefined || options.api !== undefined;
  const secret = options.webhookSecret;
  const key = 'mv_test_not-a-real-key-0123456789';
  let outbound: Outbound | undefined;
  const api = needsApi
    ? await (await import('./api/server.ts')).startApi({
        port: options.api?.port,
        apiKey: key,
        answerUrl: options.answerUrl,
        webhookUrl: options.webhookUrl,
        readings: options.assumptions,
        ...watch,
        onCall: (call) => outbound?.place(call),
        onRecording: (recording) => outbound?.record(recording),
      })
    : undefined;
  const redactor = createRedactor([...secretsIn(options), key]);
  const newCall = callMaker();
  let launched: Launched | undefined;
  const environment = {
    ...(api ? { MINIVOICE_API_BASE_URL: api.baseUrl } : {}),
    MINIVOICE_API_KEY: key,
    ...(secret ? { MINIVOICE_WEBHOOK_SECRET: secret } : {}),
  };
  const closeOwn = () => Promise.all([client.close(), api?.close()]);
  try {
    launched = await launch?.(environment);
  } catch (error) {
    await closeOwn();
    // It holds what the command wrote.
    if (error instanceof Error) error.message = redactor.text(error.message);
    if (error instanceof StartFailed) error.ended = redactProcessEnd(error.ended, redactor.text);
    throw error;
  }

  const tracking = createTracking(
    sayingHowItEnded(
      createSender(client, { refusal: way.refusal, timeoutMs: bounds.timeoutMs }),
      options.start?.command ?? '',
      () => launched,
    ),
    () => launch !== undefined && !launched,
  );
  const { health, allowance } = tracking;
  const send = tracking.to();
  const deliver = await createDelivery(options, tracking.to({ endpoint: 'webhook', isPlain: true }));
  const redeliverer = onAttempt && createRedeliverer(deliver, options, onAttempt);
  const once = createMemory(() => {
    const ends = [health.share(), allowance.suspend()];
    return () => {
      for (const end of ends) end();
    };
  });
  const read = createObserver(options, send);

  const bench: Bench = {
    options,
    capabilities: new Set(capabilities),
    api,
    cases: 0,
    slice: undefined,
    seen: '',
    newCall,
    story: (call, startedAt = now()) => storyOf(call, startedAt, options.assumptions),
    health,
    allowance,
    answer: createAsker(options, (isPlain) => tracking.to({ endpoint: 'answer', isPlain })),
    async call({ script = [], from, to, direction, ...options } = {}) {
      const call = bench.newCall({ ...(from && { from }), ...(to && { to }), ...(direction && { direction }) });
      const steps: Step[] = [];
      for await (const step of playCall(bench, call, script, options)) steps.push(step);
      return { call, steps };
    },
    deliver: (event, how) => (redeliverer?.deliver ?? deliver)(event, how),
    redeliverer,
    apiKey: key,
    output: () => launched?.output() ?? '',
    trigger: (trigger, timeoutMs) => fire(trigger, { send, environment, cwd: options.start?.cwd }, timeoutMs),
    observe: async (callId) => stateIn(await read(callId)),
    read,
    send,
    handshake: (url, eyes = 'public') =>
      handshake(new URL(url), {
        timeoutMs: bounds.timeoutMs ?? defaultTimeoutMs,
        lookup: way.lookup,
        ca: bounds.ca ?? (eyes === 'ours' ? trusting(options).ca : undefined),
      }).catch((error: Error) => {
        throw new Unreachable(`nothing answers at ${url} (${error.message})`);
      }),
    async kill() {
      tracking.ending();
      const killed = launched;
      // What we end has not ended by itself.
      launched = undefined;
      await killed?.kill();
    },
    async restart() {
      if (!launch) throw new KitFault('the integration was not started by the kit');
      const end = allowance.suspend();
      await bench.kill();
      launched = await launch(environment).finally(end);
    },
    revive: reviver({
      targets: [options.answerUrl, options.webhookUrl].filter((url) => url !== undefined),
      hasEnded: () => bench.hasEnded(),
      restart: launch && (() => bench.restart()),
    }),
    hasEnded: async () => (await within(launched?.exited ?? Promise.resolve(undefined), 0)) !== undefined,
    once,
    redact: (exchange) => redactor.exchange(exchange),
    redactText: (text) => redactor.text(text),
    async close() {
      redeliverer?.close();
      await launched?.stop();
      await Promise.all([closeOwn(), outbound?.close()]);
    },
  };
  outbound = api && (await import('./api/outbound.ts')).outboundCalls(bench, api.world);
  return bench;
}
