import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** In the order in which they are run; they share one scope. */
const scripts = ['elements', 'copy', 'rows', 'filter', 'flow', 'drawing', 'places', 'start'];

const sheets = [
  ...['base', 'signs', 'verdict', 'controls', 'sections', 'findings', 'wire', 'flow', 'calls', 'requirements'],
  ...['narrow', 'print'],
];

/** The script of the page: plain JavaScript, the same file in the repository and in the package. */
export function script(): string {
  const parts = scripts.map((name) => read(`browser/${name}.js`));
  return `(() => {\n'use strict';\n${parts.join('\n')}})();\n`;
}

export function styles(): string {
  return sheets.map((name) => read(`styles/${name}.css`)).join('');
}

/** A source of a content security policy that allows exactly this text. */
export function hashed(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Without what is for the reader of the source: comments that stand alone, and indents. */
function read(name: string): string {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8');
  return text.replace(/^\s*\/\*(?:(?!\*\/)[\s\S])*\*\/\n/gm, '').replace(/^[ \n]+/gm, '');
}
