import { createServer } from 'node:net';
import { listenOnLoopback } from './listen.ts';

/**
 * Below the ports that Linux (32768 to 60999), macOS and Windows (49152 to 65535) give to connections and to servers
 * that take any port: one of those may be taken between the look and the start of an integration.
 */
const lowest = 20_000;
const count = 12_000;
/**
 * Each process begins at a place of its own, so that two of them do not find the same port at the same time. By the golden
 * ratio, processes that start one after another begin far from each other.
 */
const stride = 7_417;

let turn = 0;

/** A port of 127.0.0.1 that nothing listens on, for a server that is about to start. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + ((process.pid * stride + turn++) % count);
    if (await isFree(port)) return port;
  }
}

/** So many of them, no two the same. */
export async function freePorts(wanted: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  while (ports.size < wanted) ports.add(await freePort());
  return [...ports];
}

/** Whether nothing listens on a port of 127.0.0.1. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await listenOnLoopback(server, port);
  } catch {
    return false;
  }
  await new Promise((resolve) => server.close(resolve));
  return true;
}
