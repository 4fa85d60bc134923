import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Environment, type Integration, Refusal, type Reply, type Request, type Route } from './integration.ts';
import { json } from './reference.ts';
import type { Store } from './store.ts';

export interface ServeOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** 127.0.0.1 unless given. */
  readonly host?: string;
  readonly secret?: string | undefined;
  readonly store: Store;
  readonly apiBaseUrl?: string | undefined;
  readonly apiKey?: string | undefined;
}

export interface Served {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
  /** As SIGKILL would: connections break, and nothing is written from now on. */
  kill(): void;
}

/** Beyond this an oversized body is no longer read to its end. */
const drainLimit = 64 * 1024 * 1024;

/** Starts an integration in this process. */
export async function serve(integration: Integration, options: ServeOptions): Promise<Served> {
  const { port, host = '127.0.0.1', secret, apiBaseUrl, apiKey } = options;
  const { store, freeze } = freezable(options.store);
  let origin = '';
  const server = createServer(async (incoming, outgoing) => {
    try {
      await serveOne(integration, incoming, outgoing, { origin, store, secret, apiBaseUrl, apiKey });
    } catch {
      outgoing.destroy(); // the client went away
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const taken = (server.address() as AddressInfo).port;
  origin = `http://${host}:${taken}`;
  return {
    url: origin,
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

async function serveOne(
  integration: Integration,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  environment: Environment,
): Promise<void> {
  const { body, complete } = await read(incoming, integration.bodyLimit);
  const request: Request = {
    method: incoming.method ?? 'GET',
    url: new URL(`${environment.origin}/${(incoming.url ?? '/').replace(/^\/+/, '')}`),
    headers: pairs(incoming.rawHeaders),
    body,
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

function routeOf(path: string): Route | undefined {
  if (path === '/answer') return 'answer';
  if (path === '/menu') return 'menu';
  if (path === '/webhook') return 'webhook';
  return path.startsWith('/calls/') ? 'calls' : undefined;
}

function decode(component: string): string {
  try {
    return decodeURIComponent(component);
  } catch {
    throw new Refusal('malformed');
  }
}

/** Reads an oversized body to its end without keeping it, so that the refusal reaches the sender. */
async function read(incoming: IncomingMessage, limit: number): Promise<{ body: Buffer; complete: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
    if (size > drainLimit) break;
  }
  return { body: Buffer.concat(chunks), complete: size <= limit };
}

function pairs(flat: readonly string[]): readonly (readonly [string, string])[] {
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? ''] as const] : []));
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
