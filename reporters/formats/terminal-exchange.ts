import { counted, type Exchange, type ReportedViolation } from '../../spec/index.ts';
import { escapeTerminal } from '../text/escape.ts';
import { duration, truncate, truncateLine, wrap, wrapTruncated } from '../text/layout.ts';

const telling = /^(content-type|location|retry-after|x-minivoice-(timestamp|signature))$/i;

/** How much is shown: lines of a text, of a body and of the call, and headers. */
export interface Room {
  readonly texts: number;
  readonly body: number;
  readonly heard: number;
  readonly headers: number;
}

/** From all that fits on a screen to the least that still says what to fix. */

/** Lines with a label before the first of them. */
export type Field = (name: string, lines: readonly string[]) => string[];

/** Only the last exchange in full: the others led there, and the report file has them all. */
export function exchanges(
  { exchanges: all }: Pick<ReportedViolation, 'exchanges'>,
  span: number,
  field: Field,
  room: Room,
): string[] {
  const last = all.at(-1);
  if (!last) return [];
  const before = all
    .slice(room.headers ? -3 : -1, -1)
    .map((exchange) => `${requestLine(exchange)} → ${truncateLine(status(exchange), 30)}`);
  const hidden = all.length - 1 - before.length;
  if (hidden > 0) before.unshift(`${counted(hidden, 'earlier exchange')} in report.json`);
  const { request, response } = last;
  const sent = body(request.body, request.bodyBase64, span, room.body);
  const got = response
    ? [...headers(response.headers, span, room), ...body(response.body, response.bodyBase64, span, room.body)]
    : [];
  return [
    ...field('Before', before),
    ...field('Request', [requestLine(last), ...headers(request.headers, span, room), ...sent]),
    ...field('Response', [...wrap(`${escapeTerminal(status(last))} after ${duration(last.durationMs)}`, span), ...got]),
  ];
}

function requestLine({ request }: Exchange): string {
  return command(`${truncate(request.method, 16)} ${truncate(request.url, 300)}`);
}

/** Never wrapped, so that it can be copied. */
export function command(text: string): string {
  return escapeTerminal(truncate(text, 2000)).replaceAll('\n', '\\n');
}

/** Enough for how a process ended, after its command. */
const longestFailure = 240;

function status({ response, failure }: Exchange): string {
  if (response) return `${response.status}${response.truncated ? ', body cut off' : ''}`;
  if (!failure) return 'none';
  const { kind, message } = failure;
  const more = message.length > longestFailure ? '…' : '';
  return `none, ${kind}: ${truncate(message, longestFailure)}${more}`;
}

function headers(all: Readonly<Record<string, string>>, span: number, { headers: limit }: Room): string[] {
  return Object.entries(all)
    .filter(([name]) => telling.test(name))
    .slice(0, limit)
    .map(([name, value]) => truncateLine(`${name}: ${value}`, span));
}

function body(text: string | undefined, base64: string | undefined, room: number, limit: number): string[] {
  if (limit === 0) return [];
  if (base64 !== undefined) return [truncateLine(`(not text, base64) ${base64}`, room)];
  return text ? wrapTruncated(text, room, limit) : [];
}
