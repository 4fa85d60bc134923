import type { Exchange, ReportedViolation, Result } from '../spec/index.ts';
import { terminal } from './escape.ts';
import { beginning, clip, columns, duration, excerpt, wrap } from './layout.ts';
import { type Colors, mark } from './marks.ts';

const label = 16;
const longest = 25;
const indent = '  ';
const telling = /^(content-type|location|retry-after|x-minivoice-(timestamp|signature))$/i;

/** One failed or warned requirement: what was asked, what came, how to mend it, how to see it again. */
export function finding(result: Result, width: number, colors: Colors): string[] {
  const whole = block(result, width, colors, 3);
  return whole.length > longest ? block(result, width, colors, 0) : whole;
}

/** With 0 headers the exchanges shrink to what fits in any case. */
function block(result: Result, width: number, colors: Colors, headers: 0 | 3): string[] {
  const room = Math.max(20, width - indent.length - label);
  const field = (name: string, lines: readonly string[]): string[] =>
    lines.map((line, index) => indent + colors.dim((index === 0 ? name : '').padEnd(label)) + line);
  const level = `${result.level[0]?.toUpperCase()}${result.level.slice(1)}`;
  const heading = [
    `${mark(result.outcome, colors)} ${colors.bold(clip(result.id, width - 2))}`,
    ...excerpt(`${level}: the integration ${result.title}.`, width - indent.length, 3).map((line) => indent + line),
  ];
  const [first, ...others] = result.violations ?? [];
  const links = [
    ...(result.assumptions?.length ? field('Rests on', assumptions(result.assumptions, room)) : []),
    ...field('Documented at', [terminal(beginning(result.source, 300))]),
  ];
  if (!first) return [...heading, ...(result.reason ? field('Why', excerpt(result.reason, room, 3)) : []), ...links];
  return [
    ...heading,
    ...field('Expected', excerpt(first.expected, room, 3)),
    ...field('Actual', excerpt(first.actual, room, 3)),
    ...(first.where === undefined ? [] : field('Where', [clip(first.where, room)])),
    ...call(first, room, field),
    ...exchanges(first, room, field, headers),
    ...(first.hint === undefined ? [] : field('How to mend it', excerpt(first.hint, room, 3))),
    ...links,
    ...field('Run again', [terminal(first.replay).replaceAll('\n', '\\n')]),
    ...(others.length > 0 ? field('', [`${others.length} more of this kind in report.json`]) : []),
  ];
}

type Field = (name: string, lines: readonly string[]) => string[];

/** Lines of a conversation that are shown: the last, which lead to what was found. */
const mostHeard = 5;

function call({ conversation }: ReportedViolation, room: number, field: Field): string[] {
  if (!conversation) return [];
  const { lines, replay } = conversation;
  const shown = lines.slice(-mostHeard).map((line) => clip(line, room));
  const before = lines.length > shown.length ? [`… (${lines.length - shown.length} lines before)`] : [];
  return [...field('Call', [...before, ...shown]), ...field('Hear it', [terminal(replay).replaceAll('\n', '\\n')])];
}

/** Only the last exchange in full: the others led there, and the report file has them all. */
function exchanges({ exchanges: all }: ReportedViolation, room: number, field: Field, limit: 0 | 3): string[] {
  const last = all.at(-1);
  if (!last) return [];
  const before = all
    .slice(limit ? -3 : -1, -1)
    .map((exchange) => `${requestLine(exchange)} → ${clip(status(exchange), 30)}`);
  const hidden = all.length - 1 - before.length;
  if (hidden > 0) before.unshift(`${hidden} earlier ${hidden === 1 ? 'exchange' : 'exchanges'} in report.json`);
  const { request, response } = last;
  const lines = limit || 2;
  const sent = body(request.body, request.bodyBase64, room, lines);
  const got = response
    ? [...headers(response.headers, room, limit), ...body(response.body, response.bodyBase64, room, lines)]
    : [];
  return [
    ...field('Before', before),
    ...field('Request', [requestLine(last), ...headers(request.headers, room, limit), ...sent]),
    ...field('Response', [...wrap(`${terminal(status(last))} after ${duration(last.durationMs)}`, room), ...got]),
  ];
}

/** Never wrapped, so that it can be copied. */
function requestLine({ request }: Exchange): string {
  return terminal(`${clip(request.method, 16)} ${beginning(request.url, 300)}`).replaceAll('\n', '\\n');
}

function status({ response, failure }: Exchange): string {
  if (response) return `${response.status}${response.truncated ? ', body cut off' : ''}`;
  return failure ? `none, ${failure.kind}: ${beginning(failure.message, 120)}` : 'none';
}

function headers(all: Readonly<Record<string, string>>, room: number, limit: number): string[] {
  return Object.entries(all)
    .filter(([name]) => telling.test(name))
    .slice(0, limit)
    .map(([name, value]) => clip(`${name}: ${value}`, room));
}

function body(text: string | undefined, base64: string | undefined, room: number, limit: number): string[] {
  if (base64 !== undefined) return [clip(`(not text, base64) ${base64}`, room)];
  return text ? excerpt(text, room, limit) : [];
}

/** `Q1=get` rests on a reading of ours: say how to try another one. */
function assumptions(all: readonly string[], room: number): string[] {
  const names = all.map((one) => beginning(one, 80));
  const example = names[0]?.split('=')[0] ?? '';
  const text = `${names.join(', ')}: the documentation leaves it open; try another reading with --assume ${example}=READING`;
  const lines = excerpt(text, room, 3);
  return lines.every((line) => columns(line) <= room) ? lines : [clip(text, room)];
}
