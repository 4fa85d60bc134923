import fc from 'fast-check';
import type { Fault } from '../../../platform/api/faults/faults.ts';
import { cellsOf } from '../../arbitraries/schema/compile.ts';

const count = 3;
/** Statuses at which no client asks again. */
const statuses = [400, 403, 422] as const;

/**
 * Bodies that break one keyword of the schema of errors, as other servers and later versions send them. The next ones come with
 * the next seed, so that a few seeds meet all.
 */
export function invalidEnvelopes(seed: number): Readonly<Record<string, Fault>> {
  const cells = cellsOf('error', 'invalid');
  const faults = Array.from({ length: count }, (_, index): [string, Fault][] => {
    const cell = cells[(Math.abs(seed) * count + index) % cells.length];
    if (!cell) return [];
    const [value] = fc.sample(cell.value(), { seed, numRuns: 1 });
    const status = statuses[index % statuses.length] ?? 400;
    const { pointer, keyword, what } = cell;
    const words = `an error whose ${pointer === '' ? 'envelope' : pointer} breaks ${keyword} (${what}), with status ${status}`;
    return [[words, { kind: 'raw', status, contentType: 'application/json', body: JSON.stringify(value) }]];
  });
  return Object.fromEntries(faults.flat());
}
