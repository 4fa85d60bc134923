import { escapePointer } from './pointer.ts';

/** Parsers limit the depth of nesting; what is deeper than this few of them read. */
const maxLevels = 1000;

/** What a strict reading of bytes as JSON (RFC 8259) gave. */
export type Parsed =
  | { readonly ok: true; readonly value: unknown; readonly duplicates: readonly string[] }
  | { readonly ok: false; readonly problem: string };

/** Reads one JSON document: UTF-8, no byte order mark, nothing behind it. Names members that occur twice. */
export function parseJson(bytes: Uint8Array): Parsed {
  if (bytes.length === 0) return { ok: false, problem: 'an empty body' };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return { ok: false, problem: 'a byte order mark before the JSON text' };
  }
  const text = utf8(bytes);
  if (text === undefined) return { ok: false, problem: 'bytes that are not UTF-8' };
  try {
    const value = JSON.parse(text) as unknown;
    const duplicates = duplicateMembers(text);
    if (!duplicates) return { ok: false, problem: `nesting of more than ${maxLevels} levels (RFC 8259, 9)` };
    return { ok: true, value, duplicates };
  } catch (error) {
    return { ok: false, problem: `${quoteBriefly(text)} (${error instanceof Error ? error.message : String(error)})` };
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text, a byte order mark included; `undefined` where they are not UTF-8. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** A short quotation of a text for a message. */
export function quoteBriefly(text: string, length = 80): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > length ? `${flat.slice(0, length)}…` : flat;
}

interface Level {
  readonly names: Set<string> | undefined;
  name: string;
  index: number;
}

/**
 * JSON pointers of members named more than once, or `undefined` where the nesting is too deep; the text is known to
 * be JSON. Not recursive: depth is the peer's choice.
 */
function duplicateMembers(text: string): string[] | undefined {
  const found: string[] = [];
  const stack: Level[] = [];
  let expectsName = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    const top = stack.at(-1);
    if (stack.length > maxLevels) return undefined;
    if (character === '{') {
      stack.push({ names: new Set(), name: '', index: 0 });
      expectsName = true;
    } else if (character === '[') {
      stack.push({ names: undefined, name: '', index: 0 });
      expectsName = false;
    } else if (character === '}' || character === ']') {
      stack.pop();
      expectsName = false;
    } else if (character === ',' && top) {
      top.index++;
      expectsName = top.names !== undefined;
    } else if (character === '"') {
      const end = endOfString(text, at);
      if (expectsName && top?.names) {
        const name = JSON.parse(text.slice(at, end + 1)) as string;
        top.name = name;
        if (top.names.has(name)) found.push(pointer(stack));
        top.names.add(name);
        expectsName = false;
      }
      at = end;
    }
  }
  return found;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function pointer(stack: readonly Level[]): string {
  return stack.map(({ names, name, index }) => `/${names ? escapePointer(name) : index}`).join('');
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function show(value: unknown): string {
  return quoteBriefly(JSON.stringify(value) ?? String(value));
}
