import type { Header } from '../../fixtures/raw-exchange.ts';
import { rawExchangeOf } from '../../fixtures/raw-exchange.ts';
import type { RelayedExchange } from '../../fixtures/wire/conversation.ts';
import type { Client } from '../../platform/http/client.ts';
import { isLoopback } from '../../platform/http/loopback.ts';
import type { Reply } from './receiver.ts';

type Request = RelayedExchange['request'];

/** Headers of one connection, which say nothing on the next (RFC 9110 §7.6.1), and the length, which is set anew. */
const ofConnection: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'expect',
]);

/** Where a request goes: a base without a path gets that of the request; one with a path replaces it. The query stays. */
export function forwardUrl(base: string, received: string): string {
  const target = new URL(base);
  const { pathname, search } = new URL(received);
  if (target.pathname === '/') return `${target.origin}${pathname}${search}`;
  const added = target.search === '' ? search : search.replace(/^\?/, '&');
  return `${target.origin}${target.pathname}${target.search}${added}`;
}

/** The headers of a request that go on to a URL. */
export function passedOn(headers: readonly Header[], url: string): readonly Header[] {
  const isOwn = isLoopback(url);
  return headers.filter(([name]) => !ofConnection.has(name.toLowerCase()) && (isOwn || !/^host$/i.test(name)));
}

/** Sends a request on, byte for byte but for what belongs to a connection. The integration on this machine sees the host name that the sender used. */
export async function forward(client: Client, { method, headers, body }: Request, url: string): Promise<Passed> {
  const received = await client.send({
    method,
    url,
    headers: headersByName(passedOn(headers, url)),
    body: body.length > 0 ? body : undefined,
    freshConnection: true,
  });
  const { response, failure } = rawExchangeOf('event', received);
  return { ...(response && { response }), ...(failure && { failure }), durationMs: received.durationMs };
}

type Passed = Pick<RelayedExchange, 'response' | 'failure'> & { readonly durationMs: number };

/** The response of the integration as it goes back to the sender. */
export function passedBack({ status, headers, body }: NonNullable<RelayedExchange['response']>): Reply {
  return { status, headers: headers.filter(([name]) => !ofConnection.has(name.toLowerCase())), body };
}

function headersByName(headers: readonly Header[]): Readonly<Record<string, string>> {
  const names = new Map<string, string>();
  const values = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    names.set(key, names.get(key) ?? name);
    const before = values.get(key);
    values.set(key, before === undefined ? value : `${before}${key === 'cookie' ? '; ' : ', '}${value}`);
  }
  return Object.fromEntries([...names].map(([key, name]) => [name, values.get(key) ?? '']));
}
