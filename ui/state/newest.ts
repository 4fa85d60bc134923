import { maxOwn, maxRan } from '../protocol/limits.ts';
import type { TrafficRow } from '../protocol/traffic.ts';

/** The newest rows, as many of each sort as the kit keeps. */
export function newest(rows: readonly TrafficRow[]): readonly TrafficRow[] {
  const ran = rows.reduce((count, { by }) => count + (by === undefined ? 0 : 1), 0);
  let spareRan = Math.max(0, ran - maxRan);
  let spareOwn = Math.max(0, rows.length - ran - maxOwn);
  if (spareRan + spareOwn === 0) return rows;
  return rows.filter(({ by }) => (by === undefined ? spareOwn-- <= 0 : spareRan-- <= 0));
}
