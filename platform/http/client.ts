import type { LookupFunction } from 'node:net';
import { createSecureContext } from 'node:tls';
import { type Exchange, utf8 } from '../../spec/index.ts';
import { type Access, accessShown, withAccess } from './access.ts';
import { type Attempt, attempt, type Sending, trackedConnection } from './attempt.ts';
import { requestTarget } from './request-target.ts';
import { type Connections, Pool } from './undici.ts';

export interface ClientOptions {
  /** For connecting, headers and body together (default `defaultTimeoutMs`). */
  readonly timeoutMs?: number;
  /** Maximum size of a response body (default 5 MiB). */
  readonly maxBytes?: number;
  readonly userAgent?: string;
  /** Resolves a host name (default: the resolver of the system). */
  readonly lookup?: LookupFunction;
  /** Roots of certificates that are trusted instead of the usual ones. */
  readonly ca?: readonly string[];
  /** Headers that its target needs besides those of each request; exchanges do not show their values. */
  readonly access?: Access;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  /** Sent as given: case of the names, bytes 0x80 to 0xFF (latin1) and empty values included. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  /** How many writes the body is sent in, with its length known before (default: one). */
  readonly pieces?: number | undefined;
  readonly timeoutMs?: number | undefined;
  readonly maxBytes?: number;
  /** On a connection of its own, with `Connection: close`; such a request is never sent twice. */
  readonly freshConnection?: boolean | undefined;
  /** Whether the sender judges a failure itself, such as of a body that no server need read to its end. */
  readonly mayFail?: boolean | undefined;
  /** Called once the request is written; again when a stale connection makes us send it again. */
  readonly onSent?: (() => void) | undefined;
  /** Milliseconds from then until we close the connection, whether or not a response has come. */
  readonly closeAfterMs?: number | undefined;
}

export interface Received extends Exchange {
  /** The whole response body; the text of the exchange may be shortened. */
  readonly bytes?: Uint8Array;
  /** Set if it was sent twice because the first connection was closed: the target may have processed both. */
  readonly resent?: boolean;
}

/** What the sender knows about a request so far. */
interface Known {
  /** The request's, read. */
  readonly url: URL;
  /** Instead of the request's own. */
  readonly timeoutMs: number;
}

export interface Client {
  /** A failure of the network or of the other side is a value; it rejects only when the request cannot be written. */
  send(request: HttpRequest, known?: Known): Promise<Received>;
  close(): Promise<void>;
}

/** Default time-out of a request. */
export const defaultTimeoutMs = 10_000;
const maxText = 20_000;
/** Why a connection of one request is closed. Made once: undici makes an error with a stack for each otherwise. */
const finished = new Error('the exchange is over');
const kept = { pipelining: 1, keepAliveTimeout: 1000, keepAliveMaxTimeout: 1000 };

/** Never follows a redirect, never unpacks, never sends chunks: what is judged is what was on the wire. */
export function createClient(options: ClientOptions = {}): Client {
  const { timeoutMs = defaultTimeoutMs, maxBytes = 5 * 1024 * 1024, userAgent, lookup, ca, access } = options;
  // Made once: reading all the roots for each connection would take longer than most answers.
  const secureContext = ca && createSecureContext({ ca: [...ca] });
  const connecting = (timeout: number) => ({
    ...kept,
    connect: { timeout, ...(lookup && { lookup }), ...(secureContext && { secureContext }) },
  });
  const pools = new Map<string, Connections>();
  let closed = false;

  const poolOf = (origin: string, connectTimeout: number): Connections => {
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
      await client.destroy(finished);
    }
  };

  const send = async (request: HttpRequest, known?: Known): Promise<Received> => {
    if (closed) throw new Error('the client is closed');
    const url = known?.url ?? new URL(request.url);
    const body = typeof request.body === 'string' ? Buffer.from(request.body) : request.body;
    const own = headersOf(request, userAgent, body);
    const needed = access?.(url.origin);
    const shown = needed ? accessShown(own, needed) : own;
    const sending: Sending = {
      method: request.method,
      path: requestTarget(url, request.url),
      headers: needed ? withAccess(own, needed) : own,
      body,
      pieces: request.pieces ?? 1,
      timeoutMs: known?.timeoutMs ?? request.timeoutMs ?? timeoutMs,
      maxBytes: request.maxBytes ?? maxBytes,
      close: request.freshConnection ?? false,
      onSent: request.onSent,
      closeAfterMs: request.closeAfterMs,
    };
    if (sending.close) return receivedFrom(request, shown, body, await alone(url.origin, sending));
    const pool = poolOf(url.origin, Math.max(timeoutMs, sending.timeoutMs));
    const first = await attempt(pool, sending, () => pool.stats.connected > 0);
    if (!first.stale) return receivedFrom(request, shown, body, first);
    // RFC 9112 §9.3.1 and §9.5: a server may close an idle connection at any time; the request was not looked at.
    const left = Math.max(1, Math.ceil(sending.timeoutMs - first.durationMs));
    const again = await alone(url.origin, { ...sending, timeoutMs: left });
    // Nothing listens there any more: the server was not idle, it did not survive the request.
    if (again.failure?.kind === 'refused') return receivedFrom(request, shown, body, first);
    return { ...receivedFrom(request, shown, body, again), resent: true };
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
  const names = Object.keys(request.headers ?? {}).map((name) => name.toLowerCase());
  const own: Record<string, string> = {};
  if (userAgent !== undefined && !names.includes('user-agent')) own['User-Agent'] = userAgent;
  if (body && !names.includes('content-length')) own['Content-Length'] = String(body.length);
  // Several times as fast as spreading both, and done for every request.
  return Object.assign({}, request.headers, own);
}

function receivedFrom(
  { method, url }: HttpRequest,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array | undefined,
  attempted: Attempt,
): Received {
  const { response, failure, durationMs } = attempted;
  return {
    request: { method, url, headers, ...(body && textOf(body, Number.POSITIVE_INFINITY)) },
    ...(response && {
      response: { status: response.status, headers: response.headers, body: '', ...textOf(response.bytes, maxText) },
      bytes: response.bytes,
    }),
    ...(failure && { failure }),
    durationMs,
  };
}

interface Text {
  readonly body?: string;
  readonly bodyBase64?: string;
  readonly truncated?: true;
}

function textOf(bytes: Uint8Array, limit: number): Text {
  const text = utf8(bytes);
  if (text === undefined) {
    const most = Math.floor(limit / 4) * 3;
    const base64 = Buffer.from(bytes.subarray(0, most)).toString('base64');
    return { bodyBase64: base64, ...(bytes.length > most && { truncated: true }) };
  }
  if (text.length <= limit) return { body: text };
  // Not between the halves of a surrogate pair.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
  // A copy: a part of a text holds the whole of it in memory.
  return { body: Buffer.from(text.slice(0, end), 'utf16le').toString('utf16le'), truncated: true };
}
