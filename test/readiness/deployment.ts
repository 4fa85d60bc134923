import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { Certificate, Deployment } from '../../mutants/deployment.ts';
import type { Integration } from '../../mutants/integration.ts';
import { serve } from '../../mutants/server.ts';
import { memoryStore } from '../../mutants/store.ts';
import { type Authorities, authorities } from '../http/certificates.ts';

/** An integration behind HTTPS on this machine. */
export interface Deployed {
  readonly origin: string;
  close(): Promise<void>;
}

let known: Promise<Authorities> | undefined;

/** The authorities of this process: making keys takes a while. */
export function ourAuthorities(): Promise<Authorities> {
  known ??= authorities();
  return known;
}

const identities = new Map<Certificate, Promise<TlsOptions>>();

async function made(certificate: Certificate): Promise<TlsOptions> {
  const ours = await ourAuthorities();
  switch (certificate) {
    case 'valid':
      return ours.issue();
    case 'expired':
      return ours.issue({ from: -90, to: -1 });
    case 'not yet valid':
      return ours.issue({ from: 2 });
    case 'ends soon':
      return ours.issue({ to: 13 });
    case 'other host':
      return ours.issue({ host: 'other.example.com' });
    case 'self-signed':
      return ours.selfSigned();
    case 'unknown authority':
      return (await authorities('Unknown')).issue();
    case 'incomplete chain':
      return ours.issue({}, false);
    case 'weak key':
      return ours.issue({ bits: 1024 });
    case 'weak digest':
      return ours.issue({ hash: 'SHA-1' });
    case 'old protocol':
      return { ...(await ours.issue()), minVersion: 'TLSv1', maxVersion: 'TLSv1.1' };
  }
}

export function identity(certificate: Certificate): Promise<TlsOptions> {
  const before = identities.get(certificate);
  if (before) return before;
  const now = made(certificate);
  identities.set(certificate, now);
  return now;
}

/** Serves an integration as a deployment says: the first byte of a connection tells TLS from plain HTTP. */
export async function deploy(
  integration: Integration,
  { certificate, plain, scheme, secret }: Deployment,
): Promise<Deployed> {
  // Level 0, as some of it is too weak for OpenSSL's taste.
  const options = { ...(await identity(certificate)), ciphers: 'DEFAULT@SECLEVEL=0' };
  const ends = { app: 0, tls: 0, redirect: 0 };
  const front = createServer((socket) => {
    socket.once('data', (first: Buffer) => {
      socket.pause();
      const isTls = first[0] === 0x16;
      const isServed = scheme === 'http' ? !isTls : isTls || plain !== 'refused';
      if (!isServed) return socket.destroy();
      const port = isTls ? ends.tls : plain === 'served' || scheme === 'http' ? ends.app : ends.redirect;
      socket.unshift(first);
      return joined(socket, port);
    });
    socket.on('error', () => socket.destroy());
  });
  const port = await listening(front);
  const origin = `${scheme}://localhost:${port}`;
  const app = await serve(integration, { port: 0, publicUrl: origin, secret, store: memoryStore() });
  const tls = createTlsServer(options, (socket) => joined(socket, app.port)).on('tlsClientError', () => {});
  const redirect = createHttpServer((request, response) => {
    const location = `${plain === 'redirected' ? 'https' : 'http'}://localhost:${port}${request.url}`;
    response.writeHead(301, { Location: location }).end();
  });
  Object.assign(ends, { app: app.port, tls: await listening(tls), redirect: await listening(redirect) });
  return {
    origin,
    close: async () => {
      await Promise.all([app.close(), closed(front), closed(tls), closed(redirect)]);
    },
  };
}

function joined(socket: Socket, port: number): void {
  const other = connect(port, '127.0.0.1');
  other.on('error', () => socket.destroy()).on('close', () => socket.destroy());
  socket.on('error', () => other.destroy()).on('close', () => other.destroy());
  socket.pipe(other).pipe(socket);
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
