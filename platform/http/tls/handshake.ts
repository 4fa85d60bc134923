import { isIP, type LookupFunction } from 'node:net';
import { type ConnectionOptions, connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { hostOf } from '../loopback.ts';
import { nameOf, trustProblem } from './trust.ts';

/** What a server shows of itself before any request. */
export interface Handshake {
  /** Why a caller must not trust the connection, in words; empty where nothing is wrong. */
  readonly problems: readonly string[];
  /** Such as `TLSv1.3`. */
  readonly protocol?: string;
  /** Its own certificate first, then those above it; without a root. */
  readonly certificates: readonly Certificate[];
}

interface Certificate {
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
}

interface HandshakeOptions {
  readonly timeoutMs: number;
  readonly lookup?: LookupFunction | undefined;
  /** Roots that are trusted instead of the usual ones. */
  readonly ca?: readonly string[] | undefined;
}

/** No connection was made: nothing can be said of its certificate. */
export class NoConnection extends Error {
  override readonly name = 'NoConnection';
}

/** Whatever the server has, so that it can be described. */
const anything: ConnectionOptions = {
  rejectUnauthorized: false,
  minVersion: 'TLSv1',
  ciphers: 'DEFAULT@SECLEVEL=0',
};
/** RFC 9325: TLS 1.2 at least, and 112 bits: no RSA key below 2048 bits, no signature by SHA-1. */
const sound: ConnectionOptions = { minVersion: 'TLSv1.2', ciphers: 'DEFAULT@SECLEVEL=2' };

/** Connects twice, once accepting everything and once only what is secure, and sends no request. */
export async function handshake(url: URL, options: HandshakeOptions): Promise<Handshake> {
  const seen = await whileConnected(url, options, anything, (socket) => ({
    protocol: socket.getProtocol() ?? 'an unknown protocol',
    chain: chainOf(socket.getPeerCertificate(true)),
  }));
  if (seen instanceof Error) return { problems: [trustProblem(seen, hostOf(url))], certificates: [] };
  const { protocol, chain } = seen;
  const certificates = chain.map(({ subject, valid_from, valid_to }) => ({
    name: nameOf(subject),
    from: new Date(valid_from),
    to: new Date(valid_to),
  }));
  const refused = await whileConnected(url, options, sound, () => undefined);
  const problems = refused ? [trustProblem(refused, hostOf(url), { protocol, chain })] : [];
  return { problems, protocol, certificates };
}

type Chain = readonly DetailedPeerCertificate[];

/** The leaf and what is above it; a root is its own issuer, and clients that trust it know it. */
function chainOf(leaf: DetailedPeerCertificate): Chain {
  const chain: DetailedPeerCertificate[] = [];
  for (let next: DetailedPeerCertificate | undefined = leaf; next?.raw; next = next.issuerCertificate) {
    const isRoot = next.issuerCertificate?.fingerprint256 === next.fingerprint256;
    if (chain.length === 0 || !isRoot) chain.push(next);
    if (isRoot) break;
  }
  return chain;
}

/** What `read` finds on a connection, or why there was none that is trusted. */
function whileConnected<T>(
  url: URL,
  { timeoutMs, lookup, ca }: HandshakeOptions,
  level: ConnectionOptions,
  read: (socket: TLSSocket) => T,
): Promise<T | Error> {
  const host = hostOf(url);
  return new Promise((resolve, reject) => {
    let connected = false;
    const socket = connect({
      ...level,
      host,
      port: Number(url.port) || 443,
      // An address is never sent as a server name (RFC 6066, 3).
      ...(isIP(host) === 0 && { servername: host }),
      ...(lookup && { lookup }),
      ...(ca && { ca: [...ca] }),
    });
    const end = (settle: () => void): void => {
      socket.destroy();
      settle();
    };
    socket.setTimeout(timeoutMs, () => {
      const error = new Error(`nothing came within ${timeoutMs} ms`);
      end(() => (connected ? resolve(error) : reject(new NoConnection(error.message))));
    });
    socket.once('connect', () => {
      connected = true;
    });
    socket.once('secureConnect', () => {
      const found = read(socket);
      end(() => resolve(found));
    });
    socket.once('error', (error) => {
      end(() => (connected ? resolve(error) : reject(new NoConnection(error.message))));
    });
  });
}
