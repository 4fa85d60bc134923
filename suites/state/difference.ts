import { differences, isText } from '../../platform/state/places.ts';
import type { State } from '../../platform/state/state.ts';
import { rowsOf } from '../../platform/state/text-places.ts';
import { isRecord, quoteBriefly } from '../../spec/index.ts';

/** The first of the places where two states differ, with both values. */
export function difference(
  before: State,
  after: State,
  places: ReadonlySet<string> = differences(before, after),
): string {
  const [place] = [...places].sort();
  if (place === undefined) return quoteBriefly(JSON.stringify(bodyOf(after)), 200);
  const path = place.replace(/~\[.*$|[#]$|\{\}$/s, '');
  const [one, other] = [at(before, path), at(after, path)];
  if (isText(path, one) && isText(path, other)) {
    return `in the text of the page ${lines(one, other)} became ${lines(other, one)}`;
  }
  return `at ${path || '/'} ${inWords(one)} became ${inWords(other)}`;
}

/** The rows that the other text has not. */
function lines(one: string, other: string): string {
  const theirs = new Set(rowsOf(other).map((row) => row.join(' ')));
  const own = rowsOf(one).map((row) => row.join(' '));
  return inWords(own.filter((row) => !theirs.has(row)).join(' | '));
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
