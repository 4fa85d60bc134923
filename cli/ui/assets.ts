import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { styleSheet } from '../../flows/draw/theme.ts';
import { styles } from '../../reporters/html/assets.ts';
import { bundled } from './bundle.ts';

export interface Assets {
  html(token: string): string;
  readonly script: string;
  readonly styles: string;
}

/** Nothing but the page's own script and style sheet runs; it asks this server alone; no other page may hold it in a frame. */
export const policy: string = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page as the package holds it; in the repository it is made anew at each start. */
export async function loadAssets(): Promise<Assets> {
  const folder = fileURLToPath(new URL('../../ui/', import.meta.url));
  const [script, sheet] = [`${folder}page.js`, `${folder}page.css`];
  const page = existsSync(script)
    ? { script: readFileSync(script, 'utf8'), styles: readFileSync(sheet, 'utf8') }
    : await bundled(folder);
  return { html, script: page.script, styles: `${styles()}\n${styleSheet('auto')}\n${page.styles}` };
}

/** The token is made of letters, digits, `-` and `_`. */
function html(token: string): string {
  return `<!doctype html>
<html lang="en" class="js"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>mvk ui</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css?token=${token}"><script type="module" src="/page.js?token=${token}"></script></head>
<body><div id="app"></div><noscript>This page needs JavaScript.</noscript></body></html>
`;
}
