import type { SeenRequest } from '../../platform/api/api.ts';
import type { Bench } from '../../platform/bench.ts';
import type { AttemptMade } from '../../platform/webhook/redeliverer.ts';
import { escapeTerminal } from '../../reporters/text/escape.ts';
import { truncateLine } from '../../reporters/text/layout.ts';
import type { Exchange } from '../../spec/index.ts';
import { isAcknowledged } from '../call/summary.ts';
import { exchangeLines } from '../terminal/http-lines.ts';
import type { SentRequest } from './traffic.ts';

interface How {
  readonly json: boolean;
  /** Hides secrets and numbers; undefined while nothing can have been exchanged. */
  readonly redact: Bench['redact'] | undefined;
}

const width = 100;

/** A request to the API, and with `verbose` both its sides. */
export function receivedLines(
  seen: SeenRequest,
  { json, verbose, redact }: How & { readonly verbose: boolean },
): readonly string[] {
  const exchange = verbose ? redact?.(seen.exchange) : undefined;
  const line = logLine(seen, json, exchange);
  return exchange && !json ? [line, ...indented(exchange)] : [line];
}

/** A request to the integration, with both its sides. */
export function sentLines({ exchange, event, callId }: SentRequest, { json, redact }: How): readonly string[] {
  const shown = redact?.(exchange);
  if (!shown) return [];
  const { request, response, failure } = shown;
  const { method, url } = request;
  const status = response?.status;
  if (json) {
    const names = { event, call_id: callId };
    return [
      JSON.stringify({ direction: 'sent', method, url, ...names, status, failure: failure?.message, exchange: shown }),
    ];
  }
  const what = event === undefined ? '' : `  ${event}${callId === undefined ? '' : ` of ${callId}`}`;
  const line = truncateLine(`sent: ${status ?? failure?.kind ?? 'no response'} ${method} ${url}${what}`, width * 2);
  return [line, ...indented(shown)];
}

function indented(exchange: Exchange): readonly string[] {
  return exchangeLines(exchange, width).map((line) => `    ${line}`);
}

/** One request to the API, on one line: method, path, operation, what was answered, what was wrong with it. */
function logLine(seen: SeenRequest, json: boolean, shown: Exchange | undefined): string {
  const { request, operation, problems, ignored, fault, exchange } = seen;
  const { method, target } = request;
  const status = exchange.response?.status;
  const code = /"code":"([a-z_]+)"/.exec(exchange.response?.body ?? '')?.[1];
  if (json) {
    const received = { method, target, operation, status, code, fault, problems, ignored };
    return JSON.stringify(shown ? { direction: 'received', ...received, exchange: shown } : received);
  }
  const notes = [
    ...(code === undefined ? [] : [code]),
    ...(fault === undefined ? [] : [`fault ${fault}`]),
    ...problems.map(({ where, expected, actual }) => `${where} ${expected}, got ${actual}`),
    ...(ignored.length === 0 ? [] : [`ignored: ${ignored.join(', ')}`]),
  ];
  const outcome = status ?? exchange.failure?.kind ?? 'no answer';
  return escapeTerminal(`${outcome} ${method.padEnd(4)} ${target}${notes.length === 0 ? '' : `  ${notes.join('; ')}`}`);
}

/** An attempt to deliver an event, on one line; nothing of one that was acknowledged at once. */
export function attemptLine({ event, attempt, delivered, seconds }: AttemptMade, json: boolean): string | undefined {
  const { status, exchange } = delivered;
  const acknowledged = isAcknowledged(delivered);
  if (attempt === 1 && acknowledged) return undefined;
  const failure = exchange.failure?.message;
  const name = event.event;
  if (json) {
    return JSON.stringify({ event: name, call_id: event.call.id, attempt, status, failure, againInSeconds: seconds });
  }
  const next = acknowledged
    ? 'acknowledged'
    : seconds === undefined
      ? 'not sent again'
      : `again in ${Math.round(seconds)} s`;
  return escapeTerminal(
    `${status ?? failure ?? 'no response'} ${name} of ${event.call.id}, attempt ${attempt}: ${next}`,
  );
}
