import type { Bench } from '../../platform/bench.ts';
import { monotonic } from '../../platform/clock.ts';
import { type Exchange, isRecord } from '../../spec/index.ts';

/** A request of MiniVoice to the integration. */
export interface SentRequest {
  /** Milliseconds of the monotonic clock when it was sent. */
  readonly at: number;
  readonly exchange: Exchange;
  /** What an event names. */
  readonly event?: string;
  readonly callId?: string;
}

/** Both directions: what the API received, and what was sent to the integration. */
export interface ServeTraffic {
  add(exchange: Exchange): SentRequest;
  /** All requests in the order of their beginning, redacted. */
  requests(bench: Bench): readonly Readonly<Record<string, unknown>>[];
  forget(): void;
}

/** Older ones are forgotten. */
const max = 1_000;

/** `verbose`: requests are shown with headers and bodies. */
export function createTraffic(verbose: boolean): ServeTraffic {
  const all: SentRequest[] = [];
  return {
    add({ request, response, failure, durationMs }) {
      // Without the bytes of the response, which would be kept twice.
      const exchange = { request, ...(response && { response }), ...(failure && { failure }), durationMs };
      const sent = { at: monotonic() - durationMs, exchange, ...namesIn(request.body) };
      all.push(sent);
      if (all.length > max) all.shift();
      return sent;
    },
    requests({ api, redact }) {
      const received = (api?.seen ?? []).map(({ at, request, operation, exchange }) => ({
        at,
        shown: {
          direction: 'received',
          method: request.method,
          target: request.target,
          operation,
          status: exchange.response?.status,
          ...(verbose && { exchange: redact(exchange) }),
        },
      }));
      const sent = all.map(({ at, exchange, event, callId }) => {
        const { request, response, failure, durationMs } = redact(exchange);
        const shown = {
          direction: 'sent',
          method: request.method,
          url: request.url,
          event,
          call_id: callId,
          status: response?.status,
          failure: failure?.message,
          ...(verbose && { exchange: { request, response, failure, durationMs } }),
        };
        return { at, shown };
      });
      return [...received, ...sent].sort((one, other) => one.at - other.at).map(({ shown }) => shown);
    },
    forget: () => void all.splice(0),
  };
}

function namesIn(body: string | undefined): Pick<SentRequest, 'event' | 'callId'> {
  try {
    const value: unknown = JSON.parse(body ?? '');
    if (!isRecord(value) || typeof value.event !== 'string') return {};
    const id = isRecord(value.call) ? value.call.id : undefined;
    return { event: value.event, ...(typeof id === 'string' && { callId: id }) };
  } catch {
    return {};
  }
}
