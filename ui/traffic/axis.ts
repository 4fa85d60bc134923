import type { TrafficRow } from '../protocol/traffic.ts';
import { signOf } from './words.ts';

/** One column of the time line: the exchanges of a span of time. */
interface Column {
  readonly count: number;
  readonly tone: 'failed' | 'warned' | 'plain';
  /** Numbers of the first and the last exchange that began before its end. */
  readonly first: number;
  readonly last: number;
  /** When the first of them was, in milliseconds since 1970. */
  readonly at: number;
}

/** Milliseconds that a pause takes at most: minutes in which nothing happens would leave no room for the rest. */
const longestPause = 1_000;

/** Exchanges, oldest first, over columns of the same length of time. A column without exchanges stands where the one before it ends. */
export function columnsOf(rows: readonly TrafficRow[], count: number): readonly Column[] {
  const places: number[] = [];
  let [place, before] = [0, rows[0]?.at ?? 0];
  for (const { at } of rows) {
    place += Math.min(longestPause, Math.max(0, at - before));
    before = Math.max(before, at);
    places.push(place);
  }
  const columns: Column[] = [];
  let next = 0;
  for (let column = 0; column < count; column++) {
    const end = column === count - 1 ? Number.POSITIVE_INFINITY : (place * (column + 1)) / count;
    const from = next;
    while (next < rows.length && (places[next] ?? 0) < end) next++;
    const within = rows.slice(from, next);
    const [first, last] = [within[0] ?? rows[from] ?? rows.at(-1), rows[Math.max(0, next - 1)]];
    columns.push({
      ...{ count: within.length, tone: toneOf(within) },
      ...{ first: first?.number ?? 0, last: last?.number ?? 0, at: (within[0] ?? last)?.at ?? 0 },
    });
  }
  return columns;
}

function toneOf(rows: readonly TrafficRow[]): Column['tone'] {
  const tones = rows.map((row) => signOf(row).tone);
  return tones.includes('failed') ? 'failed' : tones.includes('warned') ? 'warned' : 'plain';
}
