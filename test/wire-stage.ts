import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type createServer as createRawServer, type Socket } from 'node:net';
import type { Passed } from '../fixtures/wire/conversation.ts';
import { startTap, type Tap, type TapOptions } from '../fixtures/wire/tap.ts';
import { until } from '../platform/clock.ts';

/** Bytes as a client sees them when it sends these and then only listens. */
export function raw(port: number, text: string): Promise<{ readonly bytes: Buffer; readonly reset: boolean }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let reset = false;
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => {
      reset = true;
    });
    socket.on('close', () => resolve({ bytes: Buffer.concat(chunks), reset }));
  });
}

export const portOf = (origin: string): number => Number(new URL(origin).port);

export async function tapped(
  target: Server | ReturnType<typeof createRawServer>,
  use: (tap: Tap, passed: Passed[], origin: string) => Promise<void>,
  options: Partial<TapOptions> = {},
): Promise<void> {
  const sockets = new Set<Socket>();
  target.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
  const passed: Passed[] = [];
  const tap = await startTap({ port: 0, target: () => origin, begin: () => (each) => passed.push(each), ...options });
  try {
    await use(tap, passed, origin);
  } finally {
    await tap.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => target.close(resolve));
  }
}

export const http = (listener: RequestListener): Server => createServer({ keepAliveTimeout: 300 }, listener);
export const got = (passed: readonly Passed[], count = 1): Promise<true | undefined> =>
  until(() => passed.length >= count || undefined, { timeoutMs: 3_000, everyMs: 5 });
