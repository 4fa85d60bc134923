import type { RelayedExchange } from '../../../fixtures/wire/conversation.ts';
import type { HttpRequest, Received } from '../../../platform/http/client.ts';
import type { BenchOptions } from '../../../spec/index.ts';
import type { Signing } from '../../../ui/protocol/traffic.ts';
import { UsageError } from '../../command.ts';
import { passedOn } from '../../listen/forward.ts';
import { signedAnew } from '../../listen/terminal/edit.ts';
import type { KeptExchange, Sent } from './kept.ts';
import { tampers, unsigned } from './tampers.ts';
import type { Traffic } from './traffic.ts';

type Request = RelayedExchange['request'];

/** How a request is changed before it is sent again. */
type Change =
  | { readonly kind: 'none' }
  | { readonly kind: 'edit'; readonly body: string | undefined; readonly signing: Signing }
  | { readonly kind: 'tamper'; readonly name: string };

/** What was sent to the integration can be sent there again. */
export function canResend({ isApi, request }: KeptExchange): boolean {
  return !isApi && !request.truncated;
}

/** Only a signed event can be broken in a way that must be refused. */
export function canTamper(exchange: KeptExchange, secret: string | undefined): boolean {
  return canResend(exchange) && exchange.kind === 'event' && secret !== undefined;
}

type Changed = Omit<Sent, 'exchange'> & { readonly request: Request };

interface ResendOptions {
  readonly traffic: Traffic;
  readonly bench: BenchOptions;
  send(request: HttpRequest): Promise<Received>;
  /** Where a URL leads on the integration that runs now. */
  home(url: string): string;
}

/** Sends an exchange again, as it was or changed; gives what came of it. */
export async function resend(
  exchange: KeptExchange,
  change: Change,
  { traffic, bench: { webhookSecret: secret, readings }, send, home }: ResendOptions,
): Promise<KeptExchange> {
  if (!canResend(exchange)) throw new UsageError(`#${exchange.number} was not sent to the integration by the kit`);
  const { request, ...how } = changed(exchange, change, secret, readings);
  return sendAnew(exchange.number, { request, ...how }, { traffic, send, home });
}

/** Sends the request of an exchange to the integration that runs now. */
export async function sendAnew(
  resentFrom: number,
  { request, ...how }: Changed,
  { traffic, send, home }: Omit<ResendOptions, 'bench'>,
): Promise<KeptExchange> {
  const { method, body } = request;
  const url = home(request.url);
  const isMoved = url !== request.url;
  const headers = passedOn(request.headers, url).filter(([name]) => !isMoved || !/^host$/i.test(name));
  const received = await send({
    ...{ method, url, headers: Object.fromEntries(headers) },
    body: body.length > 0 ? body : undefined,
    freshConnection: true,
  });
  return traffic.sent({ exchange: received, resentFrom, ...how });
}

function changed(
  exchange: KeptExchange,
  change: Change,
  secret: string | undefined,
  readings: BenchOptions['readings'],
): Changed {
  const { request } = exchange;
  if (change.kind === 'none') return { request, mustAcknowledge: false };
  if (change.kind === 'edit') {
    const body = change.body === undefined ? request.body : Buffer.from(change.body);
    const isSame = body.equals(request.body);
    const words = { anew: 'signed anew', 'as-it-was': 'signature as it was', none: 'unsigned' };
    return {
      request: signedFor({ ...request, body }, change.signing, secret, readings),
      change: `${isSame ? 'same body' : 'edited'}, ${words[change.signing]}`,
      mustAcknowledge: isSame && change.signing === 'anew',
    };
  }
  const way = tampers.find(({ name }) => name === change.name);
  if (!way || secret === undefined || exchange.kind !== 'event') {
    throw new UsageError('only an event can be tampered with, and only where a webhook secret is known');
  }
  return {
    request: way.change(request, secret),
    change: way.name,
    refusedBy: way.requirement,
    mustAcknowledge: false,
  };
}

function signedFor(
  request: Request,
  signing: Signing,
  secret: string | undefined,
  readings: BenchOptions['readings'],
): Request {
  if (signing === 'none') return { ...request, headers: unsigned(request) };
  return signing === 'anew' ? signedAnew(request, request.body, secret, readings) : request;
}
