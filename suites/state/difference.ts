import { differences, isText, mask, nowhere, type Places } from '../../platform/state/places.ts';
import type { State } from '../../platform/state/state.ts';
import { rowsOf } from '../../platform/state/text-places.ts';
import { counted, isRecord, quoteBriefly } from '../../spec/index.ts';

/** The first of the places where two states differ, with both values; what varies by itself is left out. */
export function difference(one: State, other: State, volatile: Places = nowhere): string {
  const [before, after] = [mask(one, volatile), mask(other, volatile)];
  const [place] = [...differences(before, after)].sort();
  if (place === undefined) return quoteBriefly(JSON.stringify(bodyOf(after)), 200);
  const path = place.replace(/~\[.*$|[#]$|\{\}$/s, '');
  const [was, is] = [at(before, path), at(after, path)];
  if (isText(path, was) && isText(path, is)) {
    return `in the text of the page ${lines(was, is)} became ${lines(is, was)}`;
  }
  if (Array.isArray(was) && Array.isArray(is)) return `at ${path || '/'} ${entries(was, is)}`;
  return `at ${path || '/'} ${inWords(was)} became ${inWords(is)}`;
}

/** Characters of one entry of a list. */
const entryLength = 160;

/** What differs between two lists, whatever their order: an entry that changed, those that are gone, those that came. */
function entries(one: readonly unknown[], other: readonly unknown[]): string {
  const [gone, came] = [without(one, other), without(other, one)];
  const [before] = gone;
  const [after] = came;
  if (gone.length === 1 && came.length === 1 && isRecord(before) && isRecord(after)) {
    const name = Object.keys({ ...before, ...after }).find((each) => textOf(before[each]) !== textOf(after[each]));
    if (name !== undefined)
      return `an entry changed: ${JSON.stringify(name)} ${inWords(before[name])} became ${inWords(after[name])}`;
  }
  const parts = [
    ...(one.length === other.length ? [] : [`${counted(one.length, 'entry', 'entries')} became ${other.length}`]),
    ...gone.slice(0, 2).map((each) => `gone: ${quoteBriefly(textOf(each), entryLength)}`),
    ...came
      .slice(0, 2)
      .map((each) => `new${one.some(like(each)) ? ', once more' : ''}: ${quoteBriefly(textOf(each), entryLength)}`),
  ];
  return parts.length > 0 ? parts.join('; ') : 'the same entries stand in another order';
}

/** The entries of a list that another one has not, as often as it has them. */
function without(list: readonly unknown[], other: readonly unknown[]): readonly unknown[] {
  const rest = other.map(textOf);
  return list.filter((each) => {
    const at = rest.indexOf(textOf(each));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

function like(entry: unknown): (other: unknown) => boolean {
  const text = textOf(entry);
  return (other) => textOf(other) === text;
}

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}

/** The rows that the other text has not; of HTML what a person sees, unless only the markup differs. */
function lines(one: string, other: string): string {
  const [plain, theirs] = [withoutMarkup(one), withoutMarkup(other)];
  return rowsBeyond(plain, theirs) || rowsBeyond(theirs, plain)
    ? inWords(rowsBeyond(plain, theirs))
    : inWords(rowsBeyond(one, other));
}

function rowsBeyond(one: string, other: string): string {
  const theirs = new Set(rowsOf(other).map((row) => row.join(' ')));
  const own = rowsOf(one).map((row) => row.join(' '));
  return own.filter((row) => !theirs.has(row)).join(' | ');
}

/** A text without tags; what stands in a block of its own stays in a line of its own. */
function withoutMarkup(text: string): string {
  return text
    .replace(/<\/?(?:tr|li|p|div|h\d|dt|dd|table|ul|ol|section|body)\b[^>]*>/gi, '\n')
    .replace(/<\/?[a-z][^>]*>/gi, ' ');
}

function at(state: State, path: string): unknown {
  let here: unknown = state;
  for (const segment of path.split('/').slice(1)) {
    if (segment === '*') break;
    here = isRecord(here) ? here[segment] : here;
  }
  return here;
}

function inWords(value: unknown): string {
  return quoteBriefly(JSON.stringify(value) ?? 'nothing', 300);
}

function bodyOf(state: State): unknown {
  return isRecord(state) ? state.body : state;
}
