import type { LookupFunction } from 'node:net';
import { Pool } from 'undici';
import type { Exchange } from '../spec/index.ts';
import { type Attempt, attempt, type Sending, trackedConnection } from './attempt.ts';
import { deadline } from './clock.ts';

export interface ClientOptions {
  /** For connecting, headers and body together; `defaultTimeoutMs` unless given. */
  readonly timeoutMs?: number;
  /** Of a response body; 5 MiB unless given. */
  readonly maxBytes?: number;
  readonly userAgent?: string;
  /** Finds the addresses of a name; the system's unless given. */
  readonly lookup?: LookupFunction;
  /** Roots of certificates that are trusted instead of the usual ones. */
  readonly ca?: readonly string[];
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  /** Sent as given: case of the names, bytes 0x80 to 0xFF (latin1) and empty values included. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** On a connection of its own, with `Connection: close`; such a request is never sent twice. */
  readonly freshConnection?: boolean;
  /** Called once the request is written; again when a stale connection makes us send it again. */
  readonly onSent?: () => void;
}

export interface Received extends Exchange {
  /** The whole response body; the text of the exchange may be shortened. */
  readonly bytes?: Uint8Array;
  /** Set when it was sent a second time, as its first connection was closed: somebody may have looked at both. */
  readonly resent?: boolean;
}

export interface Client {
  /** A failure of the network or of the other side is a value; it rejects only when the request cannot be written. */
  send(request: HttpRequest): Promise<Received>;
  close(): Promise<void>;
}

/** Of a request that names no other. */
export const defaultTimeoutMs = 10_000;
const maxText = 20_000;
const kept = { pipelining: 1, keepAliveTimeout: 1000, keepAliveMaxTimeout: 1000 };

/** Never follows a redirect, never unpacks, never sends chunks: what is judged is what was on the wire. */
export function createClient(options: ClientOptions = {}): Client {
  const { timeoutMs = defaultTimeoutMs, maxBytes = 5 * 1024 * 1024, userAgent, lookup, ca } = options;
  const connecting = (timeout: number) => ({
    ...kept,
    connect: { timeout, ...(lookup && { lookup }), ...(ca && { ca: [...ca] }) },
  });
  const pools = new Map<string, Pool>();
  let closed = false;

  const poolOf = (origin: string, connectTimeout: number): Pool => {
    const known = pools.get(origin);
    if (known) return known;
    const pool = new Pool(origin, { ...connecting(connectTimeout), connections: 50, factory: trackedConnection });
    pools.set(origin, pool);
    return pool;
  };

  const alone = async (origin: string, sending: Sending): Promise<Attempt> => {
    const client = trackedConnection(origin, connecting(sending.timeoutMs));
    try {
      return await attempt(client, sending, () => client.stats.connected);
    } finally {
      await client.destroy();
    }
  };

  const send = async (request: HttpRequest): Promise<Received> => {
    if (closed) throw new Error('the client is closed');
    const url = new URL(request.url);
    const body = request.body === undefined ? undefined : Buffer.from(request.body);
    const sending: Sending = {
      method: request.method,
      path: url.pathname + url.search,
      headers: headersOf(request, userAgent, body),
      body,
      timeoutMs: request.timeoutMs ?? timeoutMs,
      maxBytes: request.maxBytes ?? maxBytes,
      close: request.freshConnection ?? false,
      onSent: request.onSent,
    };
    if (sending.close) return received(request, sending, await alone(url.origin, sending));
    const end = deadline(sending.timeoutMs);
    const pool = poolOf(url.origin, Math.max(timeoutMs, sending.timeoutMs));
    const first = await attempt(pool, sending, () => pool.stats.connected > 0);
    if (!first.stale) return received(request, sending, first);
    // RFC 9112 §9.3.1 and §9.5: a server may close an idle connection at any time; the request was not looked at.
    const again = await alone(url.origin, { ...sending, timeoutMs: Math.max(1, Math.ceil(end.remaining())) });
    // Nothing listens there any more: the server was not idle, it did not survive the request.
    if (again.failure?.kind === 'refused') return received(request, sending, first);
    return { ...received(request, sending, again), resent: true };
  };

  return {
    send,
    async close() {
      closed = true;
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
      pools.clear();
    },
  };
}

function headersOf(
  request: HttpRequest,
  userAgent: string | undefined,
  body: Uint8Array | undefined,
): Record<string, string> {
  const headers: Record<string, string> = { ...request.headers };
  const has = (name: string): boolean => Object.keys(headers).some((key) => key.toLowerCase() === name);
  if (userAgent !== undefined && !has('user-agent')) headers['User-Agent'] = userAgent;
  if (body && !has('content-length')) headers['Content-Length'] = String(body.length);
  return headers;
}

function received(request: HttpRequest, sending: Sending, { response, failure, durationMs }: Attempt): Received {
  return {
    request: {
      method: request.method,
      url: request.url,
      headers: sending.headers,
      ...(sending.body ? textOf(sending.body, Number.POSITIVE_INFINITY, false) : {}),
    },
    ...(response
      ? {
          response: {
            status: response.status,
            headers: response.headers,
            ...{ body: '', ...textOf(response.bytes, maxText, true) },
          },
          bytes: response.bytes,
        }
      : {}),
    ...(failure ? { failure } : {}),
    durationMs,
  };
}

interface Text {
  readonly body?: string;
  readonly bodyBase64?: string;
  readonly truncated?: boolean;
}

function textOf(bytes: Uint8Array, limit: number, mark: boolean): Text {
  const text = decode(bytes);
  if (text === undefined) {
    const most = Math.floor(limit / 4) * 3;
    const long = bytes.length > most;
    const part = long ? bytes.subarray(0, most) : bytes;
    return { bodyBase64: Buffer.from(part).toString('base64'), ...(long && mark ? { truncated: true } : {}) };
  }
  if (text.length <= limit) return { body: text };
  // Not between the halves of a surrogate pair.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
  return { body: text.slice(0, end), ...(mark ? { truncated: true } : {}) };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
