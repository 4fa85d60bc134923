/** A table in Markdown. */
export function table(heads: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text in which nothing is markup; within a word `_` is none. */
export function plainText(text: string): string {
  return text.replace(/[\\`*<>[\]]|(?<!\w)_|_(?!\w)/g, '\\$&');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
