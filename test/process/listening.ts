import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';

const open: (() => void)[] = [];

/** Ends what this file opened; for `afterEach`. */
export function closeListeners(): void {
  for (const close of open.splice(0)) close();
}

/** Another process that answers 200 to everything at a free port, or at a given one. */
export async function otherProcess(
  host = '127.0.0.1',
  port = 0,
  isIpv6Only = false,
): Promise<{ pid: number; port: number; child: ChildProcess }> {
  const script = `const s = require('node:http').createServer((q, r) => r.end('{"actions":[]}')).listen({ port: ${port}, host: '${host}', ipv6Only: ${isIpv6Only} }, () => process.stdout.write(String(s.address().port)))`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  open.push(() => child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  return { pid: child.pid ?? 0, port: Number(String(line)), child };
}

/** A server of this process. */
export async function ownListener(host = '127.0.0.1'): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.destroy()).listen(0, host);
  open.push(() => server.close());
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}
