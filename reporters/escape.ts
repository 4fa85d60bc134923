/** C0 without newline, DEL and C1: what a terminal obeys instead of showing. CR is among them, since it overwrites a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const controls = /[\0-\x09\x0b-\x1f\x7f-\x9f]/g;

/** What reorders, hides or breaks the text around it: bidi controls, invisible characters, separators, tags. */
const deceptive =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

const loneSurrogates = /\p{Surrogate}/gu;

/** CI runners obey `::command` at the start of a line, and `##[command]` and `##vso[command]` anywhere in it. */
const commandAtStart = /(^|\s)::/gm;
const commandAnywhere = /##(?=[a-z]*\[)/gi;

/** Safe to print on a terminal and in a CI log: what either would obey becomes visible text. Newlines stay. */
export function terminal(text: string): string {
  return text
    .replace(controls, (character) => `\\x${hex(character, 2)}`)
    .replace(deceptive, (character) => `\\u{${hex(character, 4)}}`)
    .replace(loneSurrogates, (character) => `\\u{${hex(character, 4)}}`)
    .replace(commandAtStart, '$1\\x3a:')
    .replace(commandAnywhere, '#\\x23');
}

/** Everything that XML 1.0 forbids even as a character reference. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const forbiddenInXml = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu;

/** Legal in XML, but a parser changes it (CR) or a terminal obeys it (DEL, C1). */
const fragileInXml = /[\r\x7f-\x9f]/g;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Safe as XML text and as an attribute value. */
export function xml(text: string): string {
  return text
    .replace(forbiddenInXml, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '')
    .replace(fragileInXml, (character) => `&#x${hex(character, 1)};`);
}

function hex(character: string, digits: number): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(digits, '0');
}
