import { truncate } from '../../text/layout.ts';
import { type Content, type Markup, markup } from '../markup.ts';
import { leftOut, truncateMarkup } from '../text.ts';
import { type JsonLine, jsonLines } from './json-lines.ts';

/** Longer bodies are shown unchanged and cut, because indenting them is expensive. */
const maxIndented = 400_000;
const longest = { raw: 4000, token: 300, markedToken: 2000 };
/** Lines that are shown: from the start, and on either side of the place. */
const shown = { first: 120, around: 40 };

/** The body of a message; JSON is indented, and its place marked. */
export function bodyOf(text: string, pointer?: string): Markup {
  const lines = text.length > maxIndented ? undefined : jsonLines(text, pointer);
  const inside = lines ? indented(lines) : raw(text);
  return markup`<pre class="body" tabindex="0">${inside}</pre>`;
}

function indented(lines: readonly JsonLine[]): Content {
  const place = lines.findIndex(({ marked }) => marked);
  const last = lines.findLastIndex(({ marked }) => marked);
  const near = (at: number): boolean =>
    place < 0 || lines.length <= shown.first
      ? at < shown.first
      : at < 8 || (at >= place - shown.around && at <= Math.min(last, place + shown.around) + shown.around);
  const parts: Content[] = [];
  let hidden = 0;
  for (const [at, line] of lines.entries()) {
    if (!near(at)) {
      hidden++;
      continue;
    }
    if (hidden > 0) parts.push(gap(hidden));
    hidden = 0;
    parts.push(lineOf(line));
  }
  if (hidden > 0) parts.push(gap(hidden));
  return parts;
}

function gap(lines: number): Content {
  return [leftOut(`${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'} left out`), '\n'];
}

function lineOf({ depth, name, text, marked }: JsonLine): Content {
  const value = token(text, marked ? longest.markedToken : longest.token);
  return [
    '  '.repeat(Math.min(depth, 30)),
    name !== undefined && markup`<b>${truncateMarkup(name, longest.token)}</b>: `,
    marked ? markup`<mark>${value}</mark>` : value,
    '\n',
  ];
}

/** A long string keeps its end, so that what follows it is seen to follow. */
function token(text: string, max: number): Content {
  if (text.length <= max) return text;
  const end = text.endsWith(',') ? '",' : '"';
  return [truncate(text, max), leftOut(`${text.length.toLocaleString('en')} characters in all`), end];
}

/** Where reading it as JSON failed is marked, as far as the engine says where. */
function raw(text: string): Content {
  const at = /^\s*[[{]/.test(text) && text.length <= maxIndented ? errorAt(text) : undefined;
  if (at === undefined) return truncateMarkup(text, longest.raw);
  const start = Math.max(0, at - longest.raw / 2);
  const wrong = text.slice(at, at + 1);
  return [
    start > 0 && leftOut(`${start.toLocaleString('en')} characters before`),
    text.slice(start, at),
    markup`<mark>${wrong === '' ? '(the end)' : wrong}</mark>`,
    truncateMarkup(text.slice(at + 1), longest.raw / 2),
  ];
}

function errorAt(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const [, position] = /at position (\d+)/.exec(message) ?? [];
    if (position !== undefined) return Number(position);
    return message.includes('end of JSON') ? text.length : undefined;
  }
}
