import stringWidth from 'string-width';

const wide =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60]/u;
const zero = /[\p{Mark}\u200c\u200d]/u;

/** How wide a text is in ems of a sans-serif font, rather too wide than too narrow: the figures are those of the widest common ones. */
export function ems(text: string): number {
  let sum = 0;
  for (const character of text) sum += width(character);
  return sum;
}

function width(character: string): number {
  if (/[ijl.,:;'|!]/.test(character)) return 0.4;
  if (/[ frtI()[\]\\/"-]/.test(character)) return 0.47;
  if (/[mwMW@%—]/.test(character)) return 1.02;
  if (/[A-Z&#+=<>~^_?…]/.test(character)) return 0.84;
  if (/[\x20-\x7e]/.test(character)) return 0.66;
  if (zero.test(character)) return 0;
  return wide.test(character) ? 1.4 : 0.95;
}

/** Breaks a text at spaces, and inside words that are longer than a line. */
export function wrap(text: string, longest: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((long) => pieces(long, longest))) {
    if (line !== '' && stringWidth(`${line} ${word}`) > longest) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

function pieces(word: string, longest: number): string[] {
  if (stringWidth(word) <= longest) return [word];
  const parts: string[] = [];
  let part = '';
  let taken = 0;
  for (const character of word) {
    const size = stringWidth(character);
    if (taken + size > longest) {
      parts.push(part);
      part = '';
      taken = 0;
    }
    part += character;
    taken += size;
  }
  return [...parts, part];
}
