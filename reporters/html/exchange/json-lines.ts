import { pointerSegments } from '../../../spec/index.ts';
/** One line of indented JSON; its tokens are unchanged, so that parsing loses nothing. */
export interface JsonLine {
  readonly depth: number;
  /** The name of the member that begins here, with its quotes. */
  readonly name?: string;
  readonly text: string;
  /** At or below the place that was asked for. */
  readonly marked: boolean;
}

interface Level {
  readonly closing: ']' | '}';
  segment: string;
  index: number;
}

/** JSON text as lines; `pointer` (RFC 6901) marks a place. Undefined where the text is not JSON. Not recursive: depth is the peer's choice. */
export function jsonLines(text: string, pointer?: string): readonly JsonLine[] | undefined {
  if (!isJson(text)) return undefined;
  const place = pointer === undefined ? undefined : pointerSegments(pointer);
  const lines: JsonLine[] = [];
  const stack: Level[] = [];
  let name: string | undefined;
  const isMarked = (): boolean =>
    place !== undefined && place.length <= stack.length && place.every((segment, at) => stack[at]?.segment === segment);
  const add = (token: string, depth: number): void => {
    lines.push({ depth, ...(name !== undefined && { name }), text: token, marked: isMarked() });
    name = undefined;
  };
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  for (const [at, token] of tokens.entries()) {
    const level = stack.at(-1);
    if (token === ',') {
      amend(lines, ',');
      if (level?.closing === ']') level.segment = String(++level.index);
    } else if (token === '{' || token === '[') {
      add(token, stack.length);
      stack.push({ closing: token === '{' ? '}' : ']', segment: token === '{' ? '' : '0', index: 0 });
    } else if (token === '}' || token === ']') {
      stack.pop();
      const opened = tokens[at - 1];
      if (opened === '{' || opened === '[') amend(lines, token);
      else add(token, stack.length);
    } else if (tokens[at + 1] === ':') {
      name = token;
      if (level) level.segment = JSON.parse(token) as string;
    } else if (token !== ':') add(token, stack.length);
  }
  return lines;
}

/** The longest beginning of a pointer that is there; undefined where not even its first segment is. */
export function nearest(text: string, pointer: string): string | undefined {
  if (!pointer.startsWith('/')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found: string[] = [];
  const raw = pointer.slice(1).split('/');
  for (const [at, segment] of pointerSegments(pointer).entries()) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) break;
    value = (value as Readonly<Record<string, unknown>>)[segment];
    found.push(raw[at] ?? '');
  }
  return found.length === 0 ? undefined : `/${found.join('/')}`;
}

function amend(lines: JsonLine[], token: string): void {
  const last = lines.at(-1);
  if (last) lines[lines.length - 1] = { ...last, text: last.text + token };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
