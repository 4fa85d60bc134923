/** A pattern for a text however its characters are written, each in its own way: as JSON, percent or HTML escapes, twice encoded too. */
export function spelled(text: string): string {
  return [...text].map(character).join('');
}

function character(one: string): string {
  const code = one.codePointAt(0) ?? 0;
  const units = one.split('').map((unit) => `\\\\{1,3}u${anyCase(hex(unit.charCodeAt(0), 4))}`);
  const bytes = [...Buffer.from(one, 'utf8')].map((byte) => `%(?:25)*${anyCase(hex(byte, 2))}`);
  const ways = [
    `\\\\{0,3}${escaped(one)}`,
    units.join(''),
    bytes.join(''),
    `&(?:amp;)?#(?:0*${code}|[xX]0*${anyCase(code.toString(16))});`,
    ...(code < 256 ? [`\\\\{1,3}x${anyCase(hex(code, 2))}`] : []),
  ];
  return `(?:${ways.join('|')})`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

function anyCase(digits: string): string {
  return digits.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** As part of a regular expression. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
