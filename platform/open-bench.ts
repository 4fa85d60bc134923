import type { BenchOptions, Capability } from '../spec/index.ts';
import { createAsker } from './answer/answered.ts';
import type { ServerOptions } from './api/http/server.ts';
import type { Outbound } from './api/resources/outbound.ts';
import type { Bench, Launch, Launched } from './bench.ts';
import { playCall } from './call/call.ts';
import { callMaker } from './call/new-call.ts';
import type { Step } from './call/step.ts';
import { now, within } from './clock.ts';
import type { ContractRecorder } from './contract-recorder.ts';
import { eventsOf } from './events/events.ts';
import { accessing } from './http/access.ts';
import { route } from './http/addresses.ts';
import { type Client, type ClientOptions, createClient, defaultTimeoutMs, type Received } from './http/client.ts';
import { createSender, Unreachable } from './http/sender.ts';
import { trusting } from './http/tls/authorities.ts';
import { handshake } from './http/tls/handshake.ts';
import { createTracking } from './http/tracking.ts';
import { KitFault } from './kit-fault.ts';
import { createMemory } from './memory.ts';
import { withExitInfo } from './process/ended.ts';
import { makeFolder } from './process/folder.ts';
import { StartFailed } from './process/process.ts';
import { reviver } from './process/reviving.ts';
import { runTrigger } from './process/trigger.ts';
import { createRedactor, redactProcessEnd } from './redaction/redact.ts';
import { secretsIn } from './redaction/secrets.ts';
import { createObserver, stateIn } from './state/observe.ts';
import { createDelivery } from './webhook/delivery.ts';
import { type AttemptMade, createRedeliverer } from './webhook/redeliverer.ts';

/** Maximum size of a response that is read; far above any real answer. */
const maxBytes = 1024 * 1024;

/** Further options of a bench: an observer of its API, and the limits of its requests. */
interface BenchExtras
  extends Pick<ServerOptions, 'onSeen' | 'extraHandler' | 'responder' | 'folder' | 'address' | 'hosts'> {
  readonly client?: Pick<ClientOptions, 'timeoutMs' | 'maxBytes' | 'ca'>;
  /** Hears of each attempt to deliver an event; where it is given, what was not acknowledged is delivered again in real time. */
  readonly onAttempt?: (attempt: AttemptMade) => void;
  /** Notes what is sent and met of the contract. */
  readonly recorder?: ContractRecorder;
  /** Hears of each request to the integration once it is over, with secrets in it. */
  readonly onSent?: (exchange: Received) => void;
}

/** Opens a bench; `launch` is given when the integration is to be started by us. */
export async function openBench(
  options: BenchOptions,
  capabilities: readonly Capability[],
  launch?: Launch,
  { client: bounds = {}, onAttempt, recorder, onSent, ...watch }: BenchExtras = {},
): Promise<Bench> {
  const way = route(capabilities.includes('remote'), options.addresses);
  const client = heard(
    createClient({ maxBytes: maxBytes, ...trusting(options), ...accessing(options), ...bounds, lookup: way.lookup }),
    onSent,
  );
  const needsApi = launch !== undefined || options.api !== undefined;
  const secret = options.webhookSecret;
  const key = 'mv_test_not-a-real-key-0123456789';
  let outbound: Outbound | undefined;
  const api = needsApi
    ? await (await import('./api/http/server.ts')).startApi({
        port: options.api?.port,
        apiKey: key,
        answerUrl: options.answerUrl,
        webhookUrl: options.webhookUrl,
        readings: options.readings,
        ...watch,
        onSeen(seen) {
          recorder?.request(seen);
          watch.onSeen?.(seen);
        },
        onCall: (call) => outbound?.place(call),
        onRecording: (recording) => outbound?.record(recording),
      })
    : undefined;
  const redactor = createRedactor([...secretsIn(options), key]);
  const newCall = callMaker();
  let launched: Launched | undefined;
  const ownFolder = launch && options.place && (await makeFolder(options.place.dataDir));
  const { place } = options;
  const environment = {
    ...(place && { PORT: String(place.port), DATA_DIR: place.dataDir }),
    ...(api ? { MINIVOICE_API_BASE_URL: api.baseUrl } : {}),
    MINIVOICE_API_KEY: key,
    ...(secret ? { MINIVOICE_WEBHOOK_SECRET: secret } : {}),
  };
  const closeOwn = () => Promise.all([client.close(), api?.close(), ownFolder?.remove()]);
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
    withExitInfo(
      createSender(client, { refusal: way.refusal, timeoutMs: bounds.timeoutMs }),
      options.start?.command ?? '',
      () => launched,
    ),
    () => launch !== undefined && !launched,
  );
  const { health, allowance } = tracking;
  const send = tracking.to();
  const deliver = await createDelivery(options, tracking.to({ endpoint: 'webhook', isPlain: true }), recorder?.event);
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
    newCall,
    eventsOf: (call, startedAt = now()) => eventsOf(call, startedAt, options.readings),
    health,
    allowance,
    answer: createAsker(options, (isPlain) => tracking.to({ endpoint: 'answer', isPlain }), recorder?.action),
    async call({ script = [], from, to, direction, ...options } = {}) {
      const call = bench.newCall({ ...(from && { from }), ...(to && { to }), ...(direction && { direction }) });
      const steps: Step[] = [];
      for await (const step of playCall(bench, call, script, options)) steps.push(step);
      return { call, steps };
    },
    deliver: (event, how) => (redeliverer?.deliver ?? deliver)(event, how),
    redeliverer,
    callsEnded: async () => outbound?.ended(),
    apiKey: key,
    output: () => launched?.output() ?? '',
    trigger(trigger, timeoutMs, baseUrl) {
      const own = { ...environment, ...(baseUrl !== undefined && { MINIVOICE_API_BASE_URL: baseUrl }) };
      return runTrigger(trigger, { send, environment: own, cwd: options.start?.cwd }, timeoutMs);
    },
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
      // A process that the kit stopped did not end on its own.
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
  outbound = api && (await import('./api/resources/outbound.ts')).outboundCalls(bench, api.world);
  return bench;
}

/** A client of which each exchange is reported. */
function heard(client: Client, onSent: BenchExtras['onSent']): Client {
  if (!onSent) return client;
  return {
    ...client,
    async send(request, known) {
      const received = await client.send(request, known);
      onSent(received);
      return received;
    },
  };
}
