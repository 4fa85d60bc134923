import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { type Client, type ClientOptions, createClient } from '../platform/http/client.ts';

/** What to say to bytes that came; `count` numbers them over all connections. */
export type Talk = (socket: Socket, request: Buffer, count: number) => void;

interface RawServer {
  readonly port: number;
  readonly url: string;
  connections(): number;
}

const closers: (() => void | Promise<void>)[] = [];

/** Closes what this file opened; for `afterEach`. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0)) await close();
}

export function client(options?: ClientOptions): Client {
  const made = createClient(options);
  closers.push(() => made.close());
  return made;
}

/** A server that speaks bytes, so that a test can break HTTP and see what was on the wire. */
export async function server(talk: Talk, host = '127.0.0.1'): Promise<RawServer> {
  let count = 0;
  let connections = 0;
  const sockets = new Set<Socket>();
  const made = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      count += 1;
      talk(socket, data, count);
    });
  });
  made.listen(0, host);
  await once(made, 'listening');
  const address = made.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const name = host.includes(':') ? `[${host}]` : host;
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    made.close();
  });
  return { port, url: `http://${name}:${port}/`, connections: () => connections };
}
