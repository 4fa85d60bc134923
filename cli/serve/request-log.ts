import type { SeenRequest } from '../../platform/api/api.ts';
import type { AttemptMade } from '../../platform/webhook/redeliverer.ts';
import { escapeTerminal } from '../../reporters/text/escape.ts';
import { isAcknowledged } from '../call/summary.ts';

/** One request to the API, on one line: method, path, operation, what was answered, what was wrong with it. */
export function logLine(seen: SeenRequest, json: boolean): string {
  const { request, operation, problems, ignored, fault, exchange } = seen;
  const { method, target } = request;
  const status = exchange.response?.status;
  const code = /"code":"([a-z_]+)"/.exec(exchange.response?.body ?? '')?.[1];
  if (json) return JSON.stringify({ method, target, operation, status, code, fault, problems, ignored });
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
