import stringWidth from 'string-width';
import { escapeTerminal } from './escape.ts';

/** Breaks safe text at spaces, and inside words that are longer than a line. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width));
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  const indent = /^ */.exec(line)?.[0].slice(0, Math.floor(width / 2)) ?? '';
  let current = indent;
  let empty = true;
  const words = line.replace(/^ +/, '').split(' ');
  for (const word of words.flatMap((long) => pieces(long, width - indent.length))) {
    if (!empty && stringWidth(current) + 1 + stringWidth(word) > width) {
      lines.push(current);
      current = indent;
      empty = true;
    }
    current += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, current];
}

/** Three columns are left over: a piece may begin with `::` only now, and is escaped once more. */
function pieces(word: string, width: number): string[] {
  if (stringWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  let taken = 0;
  for (const character of word) {
    const size = stringWidth(character);
    if (taken + size > width - 3) {
      parts.push(part);
      part = '';
      taken = 0;
    }
    part += character;
    taken += size;
  }
  return [...parts, part].map(escapeTerminal);
}

/** The beginning of untrusted text, escaped and wrapped, in at most so many lines; says how much there was. */
export function wrapTruncated(text: string, width: number, limit: number): string[] {
  const head = truncate(text, width * limit);
  const lines = wrap(escapeTerminal(head), width);
  if (head.length === text.length && lines.length <= limit) return lines;
  const kept = lines.slice(0, Math.max(1, limit - 1));
  return [...kept, `… (${text.length.toLocaleString('en')} characters in all)`];
}

/** One line of untrusted text, escaped, cut where it would pass the width. */
export function truncateLine(text: string, width: number): string {
  const line = escapeTerminal(truncate(text, width * 2)).replaceAll('\n', '\\n');
  if (stringWidth(line) <= width && truncate(text, width * 2) === text) return line;
  let kept = '';
  let taken = 0;
  for (const character of line) {
    taken += stringWidth(character);
    if (taken >= width) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Cut before a surrogate pair rather than through it. */
export function truncate(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** The beginning of a text, and how long all of it is, where that is more. */
export function truncateAndCount(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${truncate(text, length)}… (${text.length.toLocaleString('en')} characters in all)`;
}

/** `12 ms`, `3.4 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
