import type { Report } from '../../spec/index.ts';
import { escapeTerminal } from '../text/escape.ts';

/** What a terminal or a CI log would obey, hide or reorder; all of it stands inside strings, where JSON can escape it. */
const active =
  /[\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|#(?=#[a-z]*\[)/giu;

/** The source of truth, as text that reads back the same. Lone surrogates come out as escapes, so it is always valid UTF-8. */
export function json(report: Report): string {
  const text = JSON.stringify(report, null, 2);
  return `${text.replace(active, escapeCharacter)}\n`;
}

/** JSON for the programs of others, some of which refuse what JSON allows: every string is safe to print. */
export function jsonForTools(document: unknown): string {
  return `${JSON.stringify(document, (_, value: unknown) => (typeof value === 'string' ? escapeTerminal(value) : value), 2)}\n`;
}

function escapeCharacter(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
