import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { listenOn, originAt } from '../../http/listen.ts';
import { isOwnHost } from '../../http/own-host.ts';
import { KitFault } from '../../kit-fault.ts';
import type { Api, ApiRequest, Responder } from '../api.ts';
import { type ApiOptions, createApi, type OpenCore } from '../core.ts';
import { bodyLimit } from '../inspect.ts';
import { envelope, problem } from '../problems.ts';
import { hasBody, noBody, readBody } from './body.ts';
import { give, send } from './sending.ts';

export interface ServerOptions extends Omit<ApiOptions, 'origin'> {
  /** Port (default: a free one). */
  readonly port?: number | undefined;
  /** Address to listen on (default: 127.0.0.1). */
  readonly address?: string | undefined;
  /** Host names, beside those of this machine, by which it may be asked. */
  readonly hosts?: readonly string[] | undefined;
  /** What the base URL has before `/v1`, such as `/gateway`; the host itself answers as well. */
  readonly folder?: string;
  /** Takes requests that are not the API's; true when it has taken one. */
  readonly extraHandler?: (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;
  /** Answers from the beginning; see `Api.standIn`. */
  readonly responder?: Responder;
}

/** Serves the API on 127.0.0.1. */
export async function startApi({
  port = 0,
  address,
  hosts = [],
  folder = '',
  extraHandler,
  responder: first,
  ...options
}: ServerOptions): Promise<Api> {
  const server = createServer({ keepAliveTimeout: 65_000, requireHostHeader: false });
  const origin = originAt(await listenOn(server, port, address), address);
  const isKnown = (host: string | undefined): boolean => isOwnHost(host, [...hosts, new URL(origin).hostname]);
  const core = createApi({ ...options, origin });
  let fault: KitFault | undefined;
  let responder = first;

  server.on('request', (incoming, outgoing) => {
    if (extraHandler && isKnown(incoming.headers.host) && extraHandler(incoming, outgoing)) return;
    serve(core, { responder, folder, isKnown }, incoming, outgoing).catch((error: unknown) => {
      fault ??= error instanceof KitFault ? error : new KitFault(String(error));
      // Not an answer of the API: it is said by `until`, and the client is not left waiting.
      incoming.socket.destroy();
    });
  });
  server.on('clientError', refuse);

  return {
    ...core,
    baseUrl: `${origin}${folder}/v1`,
    folder,
    baseUrlOf: (trial) => `${origin}${folder}${trialPath}${trial}/v1`,
    responder(answer) {
      responder = answer;
    },
    async until(condition, timeoutMs) {
      const done = await core.until(condition, timeoutMs);
      if (fault) throw fault;
      return done;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Serving {
  readonly responder: Responder | undefined;
  readonly folder: string;
  readonly isKnown: (host: string | undefined) => boolean;
}

async function serve(
  core: OpenCore,
  { responder, folder, isKnown }: Serving,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  outgoing.on('error', () => undefined);
  const headers = headersOf(incoming);
  if (!isKnown(headers.host)) {
    incoming.resume();
    send(outgoing, envelope(problem('misdirected_request')));
    return;
  }
  const { method = '', url = '' } = incoming;
  const place = placeOf(url, folder);
  const { target } = place;
  if (responder) {
    const body = hasBody(headers) ? await readBody(incoming) : noBody;
    if (body) give(responder({ method, ...place, headers, body }), outgoing);
    return;
  }
  const arrival = core.arrive({ method, target });
  const { met } = arrival;
  if (met?.fault.kind === 'cut' && met.fault.when === 'before-read') {
    await core.respond(arrival, { method, ...place, headers, body: noBody });
    incoming.socket.destroy();
    return;
  }
  const body = hasBody(headers) ? await readBody(incoming) : noBody;
  if (!body) return;
  const request: ApiRequest = { method, ...place, headers, body };
  const outcome = await core.respond(arrival, request);
  if (body.length > bodyLimit) outgoing.setHeader('Connection', 'close');
  give(outcome, outgoing);
}

const trialPath = '/trial-';

/** The path of a request without the folder of the base URL, and without the trial in it. */
function placeOf(url: string, folder: string): Pick<ApiRequest, 'target' | 'folder' | 'trial'> {
  const isInside = folder !== '' && url.startsWith(`${folder}/`);
  const local = isInside ? url.slice(folder.length) : url;
  const [whole = '', trial] = /^\/trial-(\w+)(?=\/v1\/)/.exec(local) ?? [];
  return { target: local.slice(whole.length), ...(isInside && { folder }), ...(trial !== undefined && { trial }) };
}

const refusals: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What is not HTTP gets the envelope as well. */
function refuse({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { body } = envelope(problem('invalid_request', 'the request could not be read'));
  const head = [
    `HTTP/1.1 ${refusals[code] ?? '400 Bad Request'}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function headersOf({ rawHeaders }: IncomingMessage): Readonly<Record<string, string>> {
  const joined: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    joined[name] = Object.hasOwn(joined, name) ? `${joined[name]}, ${value}` : value;
  }
  return joined;
}
