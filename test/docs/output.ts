/** What differs from run to run replaced by a word: times, ids, ports, seeds, dates, versions. */
export function neutralize(text: string, folder: string = '/project'): string {
  return (
    text
      .replaceAll(folder, '/project')
      // How a slow run goes on.
      .replace(/^… \d+ s, \d+ requests?: .*\n/gm, '')
      .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
      .replace(/\b\d{4}-\d\d-\d\d(T[\d:.]+Z?)?/g, 'DATE')
      .replace(/\bcall_[\w.]*\d[\w.]*/g, 'call_ID')
      .replace(/\b\d+(\.\d+)? (ms|s)\b/g, 'DURATION')
      .replace(/(seed[ =:]+)\d+/g, '$1SEED')
      .replace(/\b1[6-9]\d{8}\b/g, 'UNIX')
      .replace(/(?<![\d.])\d+\.\d+\.\d+(?![\d.])/g, 'VERSION')
      .replace(/(?<=\S) {2,}/g, '  ')
      .replace(/[ \t]+$/gm, '')
      .trimEnd()
  );
}

/** A line that stands for any number of lines: `[…]`, or `[… 93 more lines]`. */
function isGap(line: string): boolean {
  return /^\[….*\]$/.test(line.trim());
}

/**
 * The first line of the documentation that the output does not have where it should, or undefined. `[…]` stands for any
 * lines, and within a line for any text.
 */
export function missing(expected: string, actual: string): string | undefined {
  const lines = actual.split('\n');
  let at = 0;
  const parts = segments(expected.split('\n'));
  for (const [index, part] of parts.entries()) {
    const from = index === 0 ? 0 : index === parts.length - 1 ? Math.max(at, lines.length - part.length) : at;
    const upTo = index === 0 ? 0 : lines.length - part.length;
    const found = range(from, upTo).find((start) => part.every((line, offset) => same(line, lines[start + offset])));
    if (found === undefined) return nearest(part, lines, index === 0 ? 0 : undefined);
    at = found + part.length;
  }
  return parts.length === 1 && at < lines.length ? `the end, before ${JSON.stringify(lines[at])}` : undefined;
}

/** The lines between gaps. */
function segments(lines: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (isGap(line)) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts;
}

function same(expected: string, actual: string | undefined): boolean {
  if (actual === undefined) return false;
  const pattern = expected.split('[…]').map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`, 'u').test(actual);
}

/** The line of a missing segment that does not occur, or does not follow. */
function nearest(part: readonly string[], lines: readonly string[], start: number | undefined): string {
  const absent = part.find((line, at) =>
    start === undefined ? !lines.some((each) => same(line, each)) : !same(line, lines[start + at]),
  );
  return absent ?? `the lines from ${JSON.stringify(part[0])} on, one after the other`;
}

function range(from: number, upTo: number): number[] {
  return Array.from({ length: Math.max(0, upTo - from + 1) }, (_, at) => from + at);
}
