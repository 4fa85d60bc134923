/** What an XML parser refuses, a terminal obeys or the eye does not see: controls, marks of direction, separators, tags, halves of pairs. */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\0-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff0-\ufffb\ufffe\uffff\u{e0000}-\u{e0fff}]|\p{Surrogate}/gu;

/** Text of a target on one line, with everything that hides or reorders text as a visible escape. */
export function escapeOnOneLine(text: string): string {
  return text
    .replace(/[\t\n\r ]+/g, ' ')
    .trim()
    .replace(/[\ufe00-\ufe0f]/g, '')
    .replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`);
}

/** The beginning of a text, with an ellipsis where it was cut; never through a character of two halves. */
export function truncateWithEllipsis(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
