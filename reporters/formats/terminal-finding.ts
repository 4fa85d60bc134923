import stringWidth from 'string-width';
import type { ReportedViolation, Result } from '../../spec/index.ts';
import type { Cause } from '../findings/causes.ts';
import { unjudged } from '../findings/fix-first.ts';
import { truncate, truncateLine, wrapTruncated } from '../text/layout.ts';
import { type Colors, mark } from '../text/marks.ts';
import { command, exchanges, type Field, type Room } from './terminal-exchange.ts';

const label = 16;
const longest = 25;
const indent = '  ';

const rooms: readonly Room[] = [
  { texts: 3, body: 3, heard: 5, headers: 3 },
  { texts: 3, body: 2, heard: 5, headers: 0 },
  { texts: 2, body: 0, heard: 2, headers: 0 },
];

/** One cause: its worst finding in full, the others by name. Never more lines than a screen has. */
export function causeBlock(cause: Cause, width: number, colors: Colors): string[] {
  const all = companions(cause, width, colors);
  let lines: string[] = [];
  for (const room of rooms) {
    const worst =
      cause.kind === 'ended' ? endBlock(cause, width, colors, room) : block(cause.results[0], width, colors, room);
    lines = [...worst, ...all];
    if (lines.length <= longest) return lines;
  }
  return lines.slice(0, longest - 1).concat(`${indent}…`);
}

/** The end of the integration is what there is to see, with the request that brought it about where a finding shows it. */
function endBlock({ seen, results }: Cause, width: number, colors: Colors, room: Room): string[] {
  const field = fields(colors);
  const span = Math.max(20, width - indent.length - label);
  const [first = '', ...more] = wrapTruncated(seen, width - indent.length, room.texts);
  const shown = results.find(({ violations }) => violations !== undefined);
  const [violation] = shown?.violations ?? [];
  return [
    `${mark(results[0].outcome, colors)} ${colors.bold(first)}`,
    ...more.map((line) => indent + colors.bold(line)),
    ...(violation ? exchanges(violation, span, field, room) : []),
    ...(violation?.hint === undefined ? [] : field('How to fix', wrapTruncated(violation.hint, span, room.texts))),
    ...(shown ? field('Documented at', [command(truncate(shown.source, 300))]) : []),
    ...(violation ? field('Reproduce', [command(violation.replay)]) : []),
  ];
}

function block(result: Result, width: number, colors: Colors, room: Room): string[] {
  const field = fields(colors);
  const span = Math.max(20, width - indent.length - label);
  const text = (value: string): string[] => wrapTruncated(value, span, room.texts);
  const level = `${result.level[0]?.toUpperCase()}${result.level.slice(1)}`;
  const title = wrapTruncated(`${level}: the integration ${result.title}.`, width - indent.length, room.texts);
  const heading = [
    `${mark(result.outcome, colors)} ${colors.bold(truncateLine(result.id, width - 2))}`,
    ...title.map((line) => indent + line),
  ];
  const [first, ...others] = result.violations ?? [];
  const links = [
    ...(result.assumptions?.length ? field('Assumes', assumptions(result.assumptions, span)) : []),
    ...field('Documented at', [command(truncate(result.source, 300))]),
  ];
  if (!first) {
    const why = result.reason ? field('Why', text(result.reason)) : [];
    return [...heading, ...why, ...exchanges({ exchanges: result.exchanges ?? [] }, span, field, room), ...links];
  }
  return [
    ...heading,
    ...field('Expected', text(first.expected)),
    ...field('Actual', text(first.actual)),
    ...(first.where === undefined ? [] : field('Where', [truncateLine(first.where, span)])),
    ...call(first, span, field, room),
    ...exchanges(first, span, field, room),
    ...(first.hint === undefined ? [] : field('How to fix', text(first.hint))),
    ...links,
    ...field('Reproduce', [command(first.replay)]),
    ...(others.length > 0 ? field('', [`${others.length} more of this kind in report.json`]) : []),
  ];
}

/** Findings of the same cause that are shown by name; the rest is counted. */
const maxNamed = 6;

/** Lines of what the integration wrote last. */
const maxWritten = 15;

/** What the integration wrote last, what else the cause breaks, and what it keeps from being judged. */
function companions({ kind, results, blocked, like, output }: Cause, width: number, colors: Colors): string[] {
  const field = fields(colors);
  const span = Math.max(20, width - indent.length - label);
  const written = output?.slice(-maxWritten) ?? [];
  const others = (kind === 'ended' ? results : results.slice(1)).filter(({ outcome }) => outcome !== 'could-not-run');
  const waiting = unjudged(results) + blocked.length;
  const named = others.slice(0, others.length > maxNamed ? maxNamed - 1 : maxNamed);
  const rest = others.length - named.length;
  const lines = named.map((result) => `${mark(result.outcome, colors)} ${truncateLine(result.id, span - 2)}`);
  const looks = `an integration that ${like.join(', or one that ')}`;
  return [
    ...field(
      'Last output',
      written.map((line) => truncateLine(line, span)),
    ),
    ...(others.length > 0
      ? field(kind === 'ended' ? 'Breaks' : 'Also breaks', [...lines, ...(rest > 0 ? [`and ${rest} more`] : [])])
      : []),
    ...(like.length > 0 ? field('Looks like', wrapTruncated(looks, span, 2)) : []),
    ...(waiting > 0 ? field('Blocks', [`${waiting} that cannot be judged until this is fixed`]) : []),
  ];
}

function fields(colors: Colors): Field {
  return (name, lines) =>
    lines.map((line, index) => indent + colors.dim((index === 0 ? name : '').padEnd(label)) + line);
}

/** The last lines of a conversation, which lead to what was found. */
function call({ conversation }: ReportedViolation, span: number, field: Field, { heard }: Room): string[] {
  if (!conversation) return [];
  const { lines, replay } = conversation;
  const shown = lines.slice(-heard).map((line) => truncateLine(line, span));
  const before = lines.length > shown.length ? [`… (${lines.length - shown.length} lines before)`] : [];
  return [...field('Call', [...before, ...shown]), ...field('Replay', [command(replay)])];
}

/** `Q1=get` rests on a reading of ours: say how to try another one. */
function assumptions(all: readonly string[], room: number): string[] {
  const names = all.map((one) => truncate(one, 80));
  const example = names[0]?.split('=')[0] ?? '';
  const text = `${names.join(', ')}: the documentation leaves it open; try another reading with --assume ${example}=READING`;
  const lines = wrapTruncated(text, room, 3);
  return lines.every((line) => stringWidth(line) <= room) ? lines : [truncateLine(text, room)];
}
