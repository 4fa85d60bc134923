import { escapeXml } from '../../spec/index.ts';

/** C0 without newline, DEL and C1: what a terminal obeys instead of showing. CR is among them, since it overwrites a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const controls = /[\0-\x09\x0b-\x1f\x7f-\x9f]/g;

/** What reorders, hides or breaks the text around it: bidi controls, invisible characters, separators, tags. */
const deceptive =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]/gu;

const loneSurrogates = /\p{Surrogate}/gu;

/** CI runners obey `::command` at the start of a line, and `##[command]` and `##vso[command]` anywhere in it. */
const commandAtStart = /(^|\s)::/gm;
const commandAnywhere = /##(?=[a-z]*\[)/gi;

/** Safe to print on a terminal and in a CI log: what either would obey becomes visible text. Newlines stay. */
export function escapeTerminal(text: string): string {
  // Most text is harmless, and looked at once.
  if (!/[^\n -~]/.test(text) && !text.includes('::') && !text.includes('##')) return text;
  return escapeHidden(text).replace(commandAtStart, '$1\\x3a:').replace(commandAnywhere, '#\\x23');
}

/** Everything that XML 1.0 forbids even as a character reference. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const forbiddenInXml = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu;

/** Legal in XML, but a parser changes it (CR), or a terminal or a CI log obeys it when the file is printed. */
const fragileInXml = /[\r\x7f-\x9f]|#(?=#[a-z]*\[)|(?<=^|\s):(?=:)/gim;

/** Safe as XML text. */
export function escapeXmlText(text: string): string {
  return escapeXml(text.replace(forbiddenInXml, '\ufffd'))
    .replace(fragileInXml, referenced)
    .replace(deceptive, referenced);
}

/** Safe as the value of an attribute of XML, in which a parser takes a line end or a tab for a space. */
export function escapeXmlAttribute(text: string): string {
  return escapeXmlText(text).replace(/[\t\n]/g, referenced);
}

/** A parser reads the same character. */
function referenced(character: string): string {
  return `&#x${hex(character, 1)};`;
}

/** Safe as HTML text and as a quoted attribute value; what hides or reorders text becomes visible. Newlines stay. */
export function escapeHtml(text: string): string {
  return escapeXml(escapeHidden(text));
}

/** What is obeyed, hidden or reordered becomes an escape that is seen; newlines stay. */
export function escapeHidden(text: string): string {
  return text
    .replace(controls, (character) => `\\x${hex(character, 2)}`)
    .replace(deceptive, (character) => `\\u{${hex(character, 4)}}`)
    .replace(loneSurrogates, (character) => `\\u{${hex(character, 4)}}`);
}

/** What Markdown, and the hosts that render it, give a meaning to: marks, mentions, addresses, emoji, mathematics. */
const markedUp = /[&<>`*_[\]#~|\\@$]|:(?=\S)|(?<=www)\./g;

/** Mentions and references, which a host makes of text anywhere but in code. */
const references = /[@#]|\bGH-\d|\b[0-9a-f]{7,40}\b/i;

/** Safe as prose in Markdown, in a table too. Text that a host would make references of is shown as code. */
export function escapeMarkdown(text: string): string {
  return references.test(text) ? escapeMarkdownCode(text) : escapeMarkup(text);
}

/** Safe in Markdown as code on one line, in a table too: never a fence, which text can close. */
export function escapeMarkdownCode(text: string): string {
  return `<code>${escapeMarkup(text)}</code>`;
}

/** Safe in Markdown as lines of code; the block ends where we say. */
export function escapeMarkdownBlock(text: string): string {
  return `<pre>${escapeTerminal(text).replace(/[&<>]/g, numbered)}</pre>`;
}

function escapeMarkup(text: string): string {
  return escapeTerminal(text).replace(markedUp, numbered).replaceAll('\n', '<br/>');
}

function numbered(character: string): string {
  return `&#${character.codePointAt(0) ?? 0};`;
}

/** Safe as the message of a GitHub workflow command, which may have several lines. */
export function escapeCommandMessage(text: string): string {
  return escapeTerminal(text).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

/** Safe as a property of a GitHub workflow command. */
export function escapeCommandProperty(text: string): string {
  return escapeCommandMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Safe as a message of SARIF, where `[text](place)` is a link. */
export function escapeSarif(text: string): string {
  const safe = escapeTerminal(text);
  return safe.includes('](') ? safe.replace(/[[\]]/g, '\\$&') : safe;
}

function hex(character: string, digits: number): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(digits, '0');
}
