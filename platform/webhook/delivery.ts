import { type BenchOptions, validators } from '../../spec/index.ts';
import { now } from '../clock.ts';
import type { PlatformEvent } from '../events/events.ts';
import type { HttpRequest, Received } from '../http/client.ts';
import { withParameters } from '../http/request-target.ts';
import { KitFault } from '../kit-fault.ts';
import { signedHeaders, timestampFormat, timestampText } from './signature.ts';

/** How a delivery differs from what MiniVoice does. */
export interface Delivery {
  /** Signed with this instead of the webhook secret; `null` sends no signature. */
  readonly secret?: string | null;
  /** Time of the signature (default: now). */
  readonly at?: Date;
  /** Last change to the headers, after signing. */
  readonly headers?: (headers: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  /** Sent instead of the signed bytes. */
  readonly tamper?: (body: Buffer) => Buffer;
  readonly method?: string;
  /** Parameters besides those of the webhook URL. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly freshConnection?: boolean;
  readonly onSent?: () => void;
  /** These as in a request. */
  readonly pieces?: number;
  readonly closeAfterMs?: number;
  readonly mayFail?: boolean;
}

export interface Delivered {
  readonly exchange: Received;
  readonly status: number | undefined;
}

/** Not what MiniVoice would send. */
function isForged({ secret, tamper, headers, method, parameters }: Delivery): boolean {
  return [secret, tamper, headers, method, parameters].some((each) => each !== undefined);
}

/** Methods whose requests have no content (RFC 9110, 9.3.1 and 9.3.2). */
const bodiless: ReadonlySet<string> = new Set(['GET', 'HEAD']);

export type Deliver = (event: PlatformEvent | Buffer, how?: Delivery) => Promise<Delivered>;

/** Delivers events to the webhook URL, signed; its own are valid by `spec/` before they are sent. */
export async function createDelivery(
  { webhookUrl, webhookSecret, readings }: BenchOptions,
  send: (request: HttpRequest) => Promise<Received>,
  onDelivered?: (event: PlatformEvent) => void,
): Promise<Deliver> {
  const { events } = await validators('events');
  const format = timestampFormat(readings);

  function assertOurs(event: PlatformEvent): void {
    const validate = events[event.event];
    if (!validate || validate(event)) return;
    const [error] = validate.errors ?? [];
    throw new KitFault(`the kit made an invalid ${event.event}: ${error?.instancePath} ${error?.message}`);
  }

  return async (event, how = {}) => {
    if (!webhookUrl) throw new KitFault('no webhook_url was configured');
    if (!Buffer.isBuffer(event)) assertOurs(event);
    const body = Buffer.isBuffer(event) ? event : Buffer.from(JSON.stringify(event));
    const secret = how.secret === undefined ? webhookSecret : (how.secret ?? undefined);
    const signed = {
      'Content-Type': 'application/json',
      ...(secret ? signedHeaders(secret, body, timestampText(how.at ?? now(), format)) : {}),
    };
    const {
      method = 'POST',
      parameters,
      headers,
      tamper,
      timeoutMs,
      freshConnection,
      onSent,
      pieces,
      closeAfterMs,
      mayFail,
    } = how;
    // Nobody reads the whole body of an acknowledgement, and many exchanges are kept.
    const { bytes: _, ...exchange } = await send({
      method,
      url: parameters ? withParameters(webhookUrl, new URLSearchParams(parameters)) : webhookUrl,
      headers: headers ? headers(signed) : signed,
      body: bodiless.has(method) ? undefined : tamper ? tamper(body) : body,
      timeoutMs,
      freshConnection,
      onSent,
      pieces,
      closeAfterMs,
      mayFail,
    });
    if (onDelivered && exchange.response && !Buffer.isBuffer(event) && !isForged(how)) onDelivered(event);
    return { exchange, status: exchange.response?.status };
  };
}
