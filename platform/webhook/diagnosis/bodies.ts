import { createHash } from 'node:crypto';
import { isRecord, utf8 } from '../../../spec/index.ts';
import { unpacked } from '../../http/unpack.ts';
import { distinct, type Option } from './option.ts';

/** A longer body is compared as it came, and in no other form. */
const maxBytes = 1024 * 1024;

/** What may have been signed instead of the bytes that came. */
export function bodiesOf(body: Uint8Array, encoding: string | undefined): readonly Option<Uint8Array>[] {
  const exact = option('exact', 'signed over the body as it came', body);
  if (body.length > maxBytes) return [exact];
  const text = utf8(body);
  const options = [
    exact,
    ...(text === undefined ? lossyForms(body) : [...jsonForms(text), ...textForms(text)]),
    option('empty', 'signed over an empty body', ''),
    ...unpackedForm(body, encoding),
  ];
  return distinct(options, (bytes) => createHash('sha256').update(bytes).digest('base64'));
}

function option(code: string, says: string, value: Uint8Array | string): Option<Uint8Array> {
  return { code: `body-${code}`, says, value: typeof value === 'string' ? Buffer.from(value) : value };
}

/** JSON that was read and written again, as several languages write it. */
function jsonForms(text: string): readonly Option<Uint8Array>[] {
  try {
    const value: unknown = JSON.parse(text);
    const sorted = sortedKeys(value);
    const compact = JSON.stringify(value);
    const again = (how: string): string => `signed over the body re-serialised, ${how}`;
    const forms: readonly (readonly [string, string, string])[] = [
      ['compact', 'as compact JSON', compact],
      ['indented-2', 'indented by 2 spaces', JSON.stringify(value, null, 2)],
      ['indented-4', 'indented by 4 spaces', JSON.stringify(value, null, 4)],
      ['indented-tab', 'indented by tabs', JSON.stringify(value, null, '\t')],
      ['spaced', 'with a space behind each comma and colon', spaced(value)],
      ['sorted', 'as compact JSON with sorted keys', JSON.stringify(sorted)],
      ['sorted-indented', 'indented by 2 spaces with sorted keys', JSON.stringify(sorted, null, 2)],
      ['sorted-spaced', 'with sorted keys and a space behind each comma and colon', spaced(sorted)],
      ['ascii', 'as compact JSON with escapes beyond ASCII', ascii(compact)],
      ['ascii-spaced', 'with spaces and with escapes beyond ASCII', ascii(spaced(value))],
      ['slashes', 'as compact JSON with escaped slashes', slashes(compact)],
      ['ascii-slashes', 'as compact JSON with escaped slashes and escapes beyond ASCII', slashes(ascii(compact))],
      ['html', 'as compact JSON with <, > and & escaped', html(compact)],
      ['twice', 'as a JSON string that holds the JSON', JSON.stringify(text)],
    ];
    return forms.map(([code, how, written]) => option(code, again(how), written));
  } catch {
    // No JSON, or nested too deeply to be written again.
    return [];
  }
}

function textForms(text: string): readonly Option<Uint8Array>[] {
  const unix = text.replaceAll('\r\n', '\n');
  return [
    option('trimmed', 'signed over the body without the white space at its ends', text.trim()),
    option('newline', 'signed over the body with a line end behind it', `${text}\n`),
    option('newline-crlf', 'signed over the body with CR LF behind it', `${text}\r\n`),
    option('lf', 'signed over the body with LF instead of CR LF', unix),
    option('crlf', 'signed over the body with CR LF instead of LF', unix.replaceAll('\n', '\r\n')),
    option('no-bom', 'signed over the body without its byte order mark', text.replace(/^\ufeff/, '')),
    ...decoded(text),
    option('latin1', 'signed over the body read as Latin-1 and written as UTF-8', Buffer.from(text).toString('latin1')),
  ];
}

function decoded(text: string): readonly Option<Uint8Array>[] {
  const says = 'signed over the URL-decoded body';
  return [text, text.replaceAll('+', ' ')].flatMap((each) => {
    try {
      return [option('url-decoded', says, decodeURIComponent(each))];
    } catch {
      return [];
    }
  });
}

/** Bytes that are no UTF-8, read as text. */
function lossyForms(body: Uint8Array): readonly Option<Uint8Array>[] {
  const bytes = Buffer.from(body);
  return [
    option(
      'as-text',
      'signed over the body read as UTF-8, in which it has bytes that are none',
      bytes.toString('utf8'),
    ),
    option('latin1', 'signed over the body read as Latin-1 and written as UTF-8', bytes.toString('latin1')),
  ];
}

function unpackedForm(body: Uint8Array, encoding: string | undefined): readonly Option<Uint8Array>[] {
  const plain = unpacked(body, encoding);
  return plain === undefined ? [] : [option('unpacked', 'signed over the body before it was compressed', plain)];
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (!isRecord(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sortedKeys(value[name])]));
}

/** A line end in JSON text is never within a string. */
function spaced(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/,\n */g, ', ').replace(/\n */g, '');
}

function ascii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, unicodeEscape);
}

function slashes(json: string): string {
  return json.replaceAll('/', '\\/');
}

function html(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, unicodeEscape);
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
