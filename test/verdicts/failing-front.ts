import { type ClientRequest, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a target fails, from one request on and for ever. */
export const failures = ['goes away', 'closes the connection', 'hangs', 'answers 500'] as const;
export type TargetFailure = (typeof failures)[number];

/** A server in front of an integration, which fails from a request on. */
interface Front {
  readonly url: string;
  readonly port: number;
  /** Paths of the requests so far. */
  readonly paths: readonly string[];
  /** Whether one came while another was under way. */
  readonly overlap: boolean;
  /** Paths of requests that may have been given up before this server failed, as a busy machine was too slow for them. */
  readonly givenUp: readonly string[];
  close(): Promise<void>;
}

/**
 * Passes requests on to `target` up to the one with this number (from 1), and then fails for ever. `timeoutMs` is how
 * long the client waits: a response that took half of it may have come too late there.
 */
export async function failingFront(
  target: () => string,
  from: number,
  failure: TargetFailure,
  timeoutMs: number,
): Promise<Front> {
  const paths: string[] = [];
  const givenUp: string[] = [];
  let [underWay, overlap] = [0, false];
  const server = createServer((incoming, outgoing) => {
    overlap ||= underWay++ > 0;
    const { pathname } = new URL(incoming.url ?? '/', 'http://front');
    paths.push(pathname);
    const works = paths.length < from;
    const startedAt = performance.now();
    outgoing.on('close', () => {
      underWay--;
      const isLate = performance.now() - startedAt > timeoutMs / 2;
      if (works && (isLate || !outgoing.writableFinished)) givenUp.push(pathname);
    });
    if (works) return void passOn(incoming, outgoing, target());
    if (failure === 'hangs') return;
    if (failure === 'answers 500') return void outgoing.writeHead(500).end();
    if (failure === 'goes away') server.close();
    if (failure === 'goes away') return void server.closeAllConnections();
    incoming.socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    paths,
    givenUp,
    get overlap() {
      return overlap;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function passOn(incoming: IncomingMessage, outgoing: ServerResponse, target: string): ClientRequest {
  const onwards = request(new URL(incoming.url ?? '/', target), { method: incoming.method ?? 'GET', agent: false });
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    onwards.setHeader(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '');
  }
  onwards.on('response', (response) => {
    outgoing.writeHead(response.statusCode ?? 500, response.headers);
    response.pipe(outgoing);
  });
  onwards.on('error', () => outgoing.destroy());
  return incoming.pipe(onwards);
}
