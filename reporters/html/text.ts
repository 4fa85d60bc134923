import { truncate } from '../text/layout.ts';
import { type Content, type Markup, markup } from './markup.ts';

/** Text up to a length; says how much there was and where the whole is. */
export function truncateMarkup(text: string, longest: number): Content {
  const kept = truncate(text, longest);
  return kept.length === text.length ? text : [kept, leftOut(`${text.length.toLocaleString('en')} characters in all`)];
}

/** Where a part of something is not shown. */
export function leftOut(what: string): Markup {
  return markup`<i class="gap">… ${what}; the whole is in report.json</i>`;
}

/** A link when the address is one of the web; anything else is shown, never followed. */
export function link(address: string, text: Content = address): Markup {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return markup`<span>${text}</span>`;
  return markup`<a href="${address}" rel="noopener noreferrer">${text}</a>`;
}

/** Text in which addresses of the web are links. */
export function linkAddresses(text: string): Content {
  return text
    .split(/(https?:\/\/[^\s<>"'()]+[^\s<>"'().,;:!?])/i)
    .map((part, at) => (at % 2 === 1 ? link(part) : part));
}

/** Without the scheme: what tells pages apart. */
export function page(address: string): string {
  return truncate(address.replace(/^https?:\/\/(?:www\.)?/i, ''), 120);
}

/** A command with a button that copies it. */
export function command(text: string): Markup {
  return markup`<div class="command"><code>${truncateMarkup(text, 4000)}</code><button type="button" class="copy" aria-label="Copy the command">Copy</button></div>`;
}

export function count(number: number, one: string, many: string = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** `answer` of `answer.json.valid`. */
export function areaOf(id: string): string {
  return id.split('.')[0] ?? id;
}
