import type { SeenRequest } from '../platform/api/api.ts';
import { terminal } from '../reporters/escape.ts';

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
  return terminal(`${outcome} ${method.padEnd(4)} ${target}${notes.length === 0 ? '' : `  ${notes.join('; ')}`}`);
}
