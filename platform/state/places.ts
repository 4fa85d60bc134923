import { isRecord } from '../../spec/index.ts';
import { maskRow, rowsOf, type TextPlace, textDifferences } from './text-places.ts';

/**
 * Places of a state: paths, in which the position in an array is one wildcard, so that what is meant in one row is
 * meant in all. `path~…` is a part of the text at a path, `path{}` the names of its members, and a `#` at the end
 * says that what is there has another shape: more rows, a member that is missing.
 */
export type Places = ReadonlySet<string>;

export const nowhere: Places = new Set();

/** Stands for a value that varies by itself. */
export const varies = '<varies>';

/** Elements beyond this are compared in their order. */
const maxMatched = 60;

/** The places at which two states differ. */
export function differences(one: unknown, other: unknown, without: Places = nowhere): Places {
  const found = new Set<string>();
  collect(mask(one, without), mask(other, without), '', found);
  return found;
}

function collect(one: unknown, other: unknown, path: string, found: Set<string>): void {
  if (textOf(one) === textOf(other)) return;
  if (isText(path, one) && isText(path, other) && wordsOf(one) === wordsOf(other)) return;
  if (Array.isArray(one) && Array.isArray(other)) collectRows(one, other, path, found);
  else if (isRecord(one) && isRecord(other)) collectMembers(one, other, path, found);
  else collectValue(one, other, path, found);
}

function collectValue(one: unknown, other: unknown, path: string, found: Set<string>): void {
  const places = typeof one === 'string' && typeof other === 'string' ? textDifferences(one, other) : undefined;
  for (const place of places ?? []) found.add(`${path}~${JSON.stringify([place.left, place.right])}`);
  if (places) return;
  const isShape = (typeof one !== typeof other && one !== null && other !== null) || isText(path, one);
  found.add(isShape ? `${path}#` : path);
}

function collectRows(one: readonly unknown[], other: readonly unknown[], path: string, found: Set<string>): void {
  if (one.length !== other.length) {
    found.add(`${path}#`);
    return;
  }
  const rest = [...other];
  const unmatched = one.filter((each) => {
    const at = rest.findIndex((candidate) => textOf(candidate) === textOf(each));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  for (const each of unmatched) {
    const [partner] = rest.splice(unmatched.length > maxMatched ? 0 : nearest(each, rest), 1);
    collect(each, partner, `${path}/*`, found);
  }
}

/** The element with the fewest differences. */
function nearest(each: unknown, others: readonly unknown[]): number {
  const counts = others.map((other) => differences(each, other).size);
  return counts.indexOf(Math.min(...counts));
}

function collectMembers(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
  path: string,
  found: Set<string>,
): void {
  const ours = Object.keys(one).filter((name) => !(name in other));
  const theirs = Object.keys(other).filter((name) => !(name in one));
  if (ours.length > 0 && ours.length === theirs.length) {
    found.add(`${path}{}`);
    collectRows(Object.values(one), Object.values(other), path, found);
    return;
  }
  for (const name of [...ours, ...theirs]) found.add(`${path}/${name}#`);
  for (const [name, value] of Object.entries(one)) {
    if (name in other) collect(value, other[name], `${path}/${name}`, found);
  }
}

/** A state in which these places hold one word. */
export function mask(value: unknown, places: Places, path = ''): unknown {
  if (places.size === 0) return value;
  if (places.has(path) || places.has(`${path}#`)) return varies;
  if (Array.isArray(value)) {
    const rows: readonly unknown[] = value;
    const masked = rows.map((each) => mask(each, places, `${path}/*`));
    // What holds nothing that varies stays the same value, whose text is known.
    return masked.every((each, index) => each === rows[index]) ? value : masked;
  }
  if (typeof value === 'string') return maskText(value, places, path);
  if (!isRecord(value)) return value;
  if (places.has(`${path}{}`)) return Object.values(value).map((each) => mask(each, places, `${path}/*`));
  const members = Object.entries(value).filter(([name]) => !places.has(`${path}/${name}#`));
  const masked = Object.fromEntries(members.map(([name, each]) => [name, mask(each, places, `${path}/${name}`)]));
  const isSame = Object.entries(value).every(([name, each]) => name in masked && masked[name] === each);
  return isSame ? value : masked;
}

function maskText(text: string, places: Places, path: string): string {
  const start = `${path}~`;
  const parts: TextPlace[] = [];
  for (const place of places) {
    if (!place.startsWith(start)) continue;
    const [left = '', right = ''] = JSON.parse(place.slice(start.length)) as string[];
    parts.push({ left, right });
  }
  if (parts.length === 0) return text;
  return rowsOf(text)
    .map((row) => maskRow(row, parts).join(' '))
    .join('\n');
}

/** Whether a place means the whole page, or what decides whether there is one. */
export function isWhole(place: string): boolean {
  return ['', '#', '{}', '/status', '/status#', '/body', '/body#', '/body{}'].includes(place);
}

/** Whether what differs is a value that stands where another stood, not a row or a member more or less. */
export function isValue(place: string): boolean {
  return !place.endsWith('#') && !place.endsWith('{}');
}

/** A body that is no JSON. */
export function isText(path: string, value: unknown): value is string {
  return path === '/body' && typeof value === 'string';
}

function wordsOf(text: string): string {
  return rowsOf(text).flat().sort().join(' ');
}

/** The texts of values that were asked for before; a state never changes. */
const texts = new WeakMap<object, string>();

/** One text per value: members and rows in one order. */
export function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = Array.isArray(value) ? `[${value.map(textOf).sort().join()}]` : `{${membersOf(value).join()}}`;
  texts.set(value, text);
  return text;
}

function membersOf(value: object): readonly string[] {
  const members = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${textOf(each)}`);
  return members.sort();
}
