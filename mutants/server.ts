import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Endpoint, type Environment, type Integration, Refusal, type Reply, type Request } from './integration.ts';
import { json } from './reference.ts';
import type { Store } from './store.ts';
import { pairs, read } from './wire.ts';

interface ServeOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** Where others reach it, where that is not where it listens: behind a proxy. */
  readonly publicUrl?: string | undefined;
  readonly secret?: string | undefined;
  readonly store: Store;
  readonly apiBaseUrl?: string | undefined;
  readonly apiKey?: string | undefined;
  /** Writes a line of output (default: discards it). */
  readonly log?: (line: string) => void;
}

export interface Served {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
  /** Ends it like SIGKILL: connections break, and nothing is written any more. */
  kill(): void;
}

/** Starts an integration in this process. */
export async function serve(integration: Integration, options: ServeOptions): Promise<Served> {
  const { port, host = '127.0.0.1', secret, apiBaseUrl, apiKey, log = () => {} } = options;
  const { store, freeze } = freezable(options.store);
  let origin = '';
  const server = createServer(async (incoming, outgoing) => {
    if (!isOwn(incoming.headers.host, origin)) return void outgoing.writeHead(421).end();
    try {
      await serveOne(integration, incoming, outgoing, { origin, store, secret, apiBaseUrl, apiKey, log });
    } catch {
      outgoing.destroy(); // the client went away
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const taken = (server.address() as AddressInfo).port;
  const url = `http://${host}:${taken}`;
  origin = options.publicUrl ?? url;
  return {
    url,
    port: taken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    kill: () => {
      freeze();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Another host name may come from a web page whose domain resolves to this machine (DNS rebinding). */
function isOwn(host: string = '', origin: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host) || host === new URL(origin).host;
}

async function serveOne(
  integration: Integration,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  environment: Environment,
): Promise<void> {
  const { body, complete } = await read(incoming, integration);
  const request: Request = {
    method: incoming.method ?? 'GET',
    url: new URL(`${environment.origin}/${(incoming.url ?? '/').replace(/^\/+/, '')}`),
    headers: pairs(incoming.rawHeaders),
    body,
    isGone: () => incoming.socket.destroyed,
  };
  const reply = await replyTo(integration, request, complete, environment);
  if (reply.cut) {
    incoming.socket.destroy();
    return;
  }
  const length = reply.status === 204 ? {} : { 'Content-Length': Buffer.byteLength(reply.body) };
  outgoing.writeHead(reply.status, { ...length, ...reply.headers }).end(reply.body);
}

async function replyTo(
  integration: Integration,
  request: Request,
  complete: boolean,
  environment: Environment,
): Promise<Reply> {
  try {
    const route = routeOf(request.url.pathname);
    if (route === undefined) throw new Refusal('not-found');
    if (!integration.allows(route, request.method)) throw new Refusal('method');
    if (!complete) throw new Refusal('too-large');
    switch (route) {
      case 'answer':
      case 'menu':
        return await instruct(integration, route, request, environment);
      case 'webhook':
        return await receive(integration, request, environment);
      case 'calls':
        return await observe(integration, request, environment);
      case 'dial':
      case 'summary':
        return await ask(integration, route, request, environment);
    }
  } catch (error) {
    if (error instanceof Refusal) return integration.refuse(error.kind, request, environment);
    return integration.fail(error, request, environment);
  }
}

async function instruct(
  integration: Integration,
  route: 'answer' | 'menu',
  request: Request,
  environment: Environment,
): Promise<Reply> {
  const context = integration.readAnswerRequest(request);
  await integration.beforeAnswer(context, environment);
  const answer =
    route === 'answer'
      ? await integration.answer(context, environment)
      : await integration.menu(await integration.digits(context, environment), context, environment);
  return integration.encode(answer, context, environment);
}

async function receive(integration: Integration, request: Request, environment: Environment): Promise<Reply> {
  if (integration.verify(request, environment) === 'refused') throw new Refusal('unauthorised');
  const event = integration.parse(request.body);
  const isNew = await integration.accept(event, request, environment);
  await integration.beforeAcknowledge(event, environment);
  return integration.acknowledge(event, isNew, environment);
}

async function observe(integration: Integration, request: Request, { store }: Environment): Promise<Reply> {
  const callId = decode(request.url.pathname.slice('/calls/'.length));
  const state = integration.state(callId, await store.load(callId));
  if (state === undefined) throw new Refusal('not-found');
  return json(200, state);
}

/** Makes an API request for a trigger, and responds with its outcome. */
async function ask(
  { client }: Integration,
  route: 'dial' | 'summary',
  request: Request,
  environment: Environment,
): Promise<Reply> {
  const { to, call_id: callId } = Object.fromEntries(request.url.searchParams);
  const call = route === 'dial' ? client.dial(to ?? '') : client.summary(callId ?? '');
  const verdict = await client.run(call, environment);
  const statuses: Readonly<Record<string, number>> = { done: 200, queued: 202 };
  return json(statuses[verdict.outcome] ?? 502, verdict);
}

function routeOf(path: string): Endpoint | undefined {
  if (path === '/answer') return 'answer';
  if (path === '/menu') return 'menu';
  if (path === '/webhook') return 'webhook';
  if (path === '/dial') return 'dial';
  if (path === '/summary') return 'summary';
  return path.startsWith('/calls/') ? 'calls' : undefined;
}

function decode(component: string): string {
  try {
    return decodeURIComponent(component);
  } catch {
    throw new Refusal('malformed');
  }
}

/** A store whose writes, once frozen, neither happen nor end. */
function freezable(store: Store): { store: Store; freeze: () => void } {
  let frozen = false;
  const add: Store['add'] = (...entry) => (frozen ? new Promise(() => {}) : store.add(...entry));
  return {
    store: { ...store, add },
    freeze: () => {
      frozen = true;
    },
  };
}
