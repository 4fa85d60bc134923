import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Header } from '../../fixtures/raw-exchange.ts';
import type { RelayedExchange } from '../../fixtures/wire/conversation.ts';
import { createKept } from '../../fixtures/wire/kept.ts';
import { listenOn, originAt } from '../../platform/http/listen.ts';
import { isOwnHost } from '../../platform/http/own-host.ts';

type Request = RelayedExchange['request'];

/** What is sent back. */
export interface Reply {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

interface ReceiverOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Address to listen on (default: 127.0.0.1). */
  readonly address?: string | undefined;
  /** Host names, beside those of this machine, by which it may be asked: that of a tunnel. */
  readonly hosts: readonly string[];
  /** Called once a request has come; `sent` when the response is on its way. */
  reply(request: Request, signal: AbortSignal): Promise<{ readonly reply: Reply; sent(): void }>;
  onFault(error: unknown): void;
}

export interface Receiver {
  readonly origin: string;
  close(): Promise<void>;
}

/** Bytes of a body that are kept; one that is longer is refused. */
const maxBody = 1024 * 1024;
/** Beyond this a body is not read to its end. */
const maxRead = 64 * 1024 * 1024;
const maxConnections = 64;
const requestTimeoutMs = 60_000;

/** Receives requests, of bounded size and number. */
export async function startReceiver({ port, address, hosts, reply, onFault }: ReceiverOptions): Promise<Receiver> {
  const closing = new AbortController();
  const server = createServer({ requestTimeout: requestTimeoutMs }, (incoming, outgoing) => {
    const { host } = incoming.headers;
    if (!isOwnHost(host, hosts)) {
      const name = JSON.stringify((host ?? '').slice(0, 200));
      return say(outgoing, 421, `the host name ${name} is not accepted; --allow-host allows a name`);
    }
    answer(incoming, outgoing).catch((error: unknown) => {
      onFault(error);
      outgoing.destroy();
    });
  });
  server.maxConnections = maxConnections;

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    if (!body) return void outgoing.destroy();
    const request: Request = {
      method: incoming.method ?? 'GET',
      url: urlOf(incoming),
      headers: pairs(incoming.rawHeaders),
      ...body,
    };
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    const made = await reply(request, AbortSignal.any([gone.signal, closing.signal]));
    send(outgoing, made.reply, request.method);
    made.sent();
  }

  const own = await listenOn(server, port, address);
  return {
    origin: originAt(own, address),
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(outgoing: ServerResponse, { status, headers, body }: Reply, method: string): void {
  if (outgoing.destroyed) return;
  outgoing.writeHead(status, headers.flat());
  outgoing.end(method === 'HEAD' || status === 204 || status === 304 ? undefined : body);
}

function say(outgoing: ServerResponse, status: number, sentence: string): void {
  outgoing.writeHead(status, { 'Content-Type': 'text/plain', Connection: 'close' });
  outgoing.end(`mvk listen: ${sentence}\n`);
}

/** Undefined where the sender goes away, or sends without an end. */
async function bodyOf(incoming: IncomingMessage): Promise<Pick<Request, 'body' | 'truncated'> | undefined> {
  const kept = createKept(maxBody);
  let size = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxRead) return undefined;
      kept.add(chunk);
    }
  } catch {
    return undefined;
  }
  return { body: kept.body(), ...(kept.truncated && { truncated: true }) };
}

/** The host was checked, so only a target that is no path can make no URL. */
function urlOf({ url = '/', headers }: IncomingMessage): string {
  const target = url.startsWith('/') ? url : `/${url}`;
  return `http://${headers.host ?? '127.0.0.1'}${target}`;
}

function pairs(raw: readonly string[]): readonly Header[] {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []));
}
