import stringWidth from 'string-width';

/** What of a stream matters here: a person reads a terminal, a program the rest. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const widest = 80;
/** A terminal that does not know its width says 0; in a narrower one than this nothing reads well. */
const narrowest = 40;

/** Says a line about the run on standard error, after its name. */
export function say(line: string, screen: Screen = process.stderr): void {
  screen.write(folded(`mvk: ${line}\n`, screen));
}

/** Says what to do about what was said before, below it. */
export function sayHint(hint: string, screen: Screen = process.stderr): void {
  screen.write(folded(`     ${hint}\n`, screen));
}

/**
 * On a terminal long lines are broken at spaces, and go on below their text. Words stay whole: an address or a path can
 * be copied. Elsewhere a sentence stays one line.
 */
export function folded(
  text: string,
  { isTTY = false, columns: width = widest }: Pick<Screen, 'isTTY' | 'columns'>,
): string {
  if (!isTTY) return text;
  return text
    .split('\n')
    .flatMap((line) => foldedLine(line, Math.max(narrowest, Math.min(width || widest, widest))))
    .join('\n');
}

function foldedLine(line: string, width: number): string[] {
  if (stringWidth(line) <= width) return [line];
  const lead = /^(?:mvk: |… |[✓!✗] \w+ +| *)/.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let current = lead;
  for (const word of line.slice(lead.length).split(' ')) {
    const isFirst = stringWidth(current) === stringWidth(lead);
    if (!isFirst && stringWidth(current) + 1 + stringWidth(word) > width) {
      lines.push(current);
      current = `${' '.repeat(stringWidth(lead))}${word}`;
    } else current += isFirst ? word : ` ${word}`;
  }
  return [...lines, current];
}
