import { escapeTerminal } from '../../../reporters/text/escape.ts';
import type { Exchange } from '../../../spec/index.ts';
import { quoteShellWord } from '../../terminal/shell.ts';

/** Set by curl itself. */
const own: ReadonlySet<string> = new Set(['host', 'content-length', 'connection', 'transfer-encoding']);

/** A request as a command for a POSIX shell. What a terminal would obey goes through base64. */
export function curlOf({ method, url, headers, body, bodyBase64 }: Exchange['request'], target: string = url): string {
  const lines = Object.entries(headers)
    .filter(([name]) => !own.has(name.toLowerCase()))
    // A header without a value ends with a semicolon; with a colon, curl would leave it out.
    .map(([name, value]) => `-H ${word(value === '' ? `${name};` : `${name}: ${value}`)}`);
  const isPlain = body !== undefined && isShown(body);
  const base64 = bodyBase64 ?? (body === undefined || isPlain ? undefined : Buffer.from(body).toString('base64'));
  const content = isPlain ? [`--data-raw ${quoteShellWord(body)}`] : base64 === undefined ? [] : ['--data-binary @-'];
  const parts = [`curl --globoff -X ${word(method)} ${word(target)}`, ...lines, ...content];
  const command = parts.join(' \\\n  ');
  return base64 === undefined ? command : `printf %s ${quoteShellWord(base64)} | base64 -d | ${command}`;
}

function word(text: string): string {
  return quoteShellWord(isShown(text) ? text : escapeTerminal(text));
}

/** Whether it reads on a terminal as it is. */
function isShown(text: string): boolean {
  return escapeTerminal(text) === text;
}
