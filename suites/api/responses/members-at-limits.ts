import fc from 'fast-check';
import type { OtherMember } from '../../../platform/api/faults/faults.ts';
import { isRecord, type OperationId, operations, valueAt } from '../../../spec/index.ts';
import type { SchemaCell } from '../../arbitraries/schema/cell.ts';
import { cellsOf } from '../../arbitraries/schema/compile.ts';

/** A member of a response at one of its limits, and which limit that is. */
export interface MemberAtLimit extends OtherMember {
  readonly what: string;
  /** One of several words, or yes or no: a client may decide by it. */
  readonly isChoice: boolean;
}

/**
 * One limit of each optional member of the resource that a success shows: another one with each seed, so that as many seeds
 * as a member has limits meet all of them. What a schema requires says what the response is about, and stays as it is.
 */
export function membersAtLimits(operation: string, seed: number): readonly MemberAtLimit[] {
  if (!Object.hasOwn(operations, operation)) return [];
  const { schema, pointer: place } = operations[operation as OperationId].shows;
  return [...limitsIn(schema)].flatMap(([pointer, cells]) => {
    const cell = cells[Math.abs(seed) % cells.length];
    const value = cell && valueAt(fc.sample(cell.value(), { seed, numRuns: 1 })[0], pointer);
    // A section as a whole that is null or another one may be another result.
    if (!cell || value === undefined || value === null || isRecord(value)) return [];
    const isChoice = typeof value === 'boolean' || cells.some(({ keyword }) => choices.has(keyword));
    return [{ pointer: `${place}${ofEachItem(pointer)}`, value, what: `${cell.keyword}: ${cell.what}`, isChoice }];
  });
}

const choices: ReadonlySet<string> = new Set(['enum', 'examples']);

/** The limits of each optional member, by its pointer; parents come before their members. */
function limitsIn(schema: string): ReadonlyMap<string, readonly SchemaCell[]> {
  const cells = cellsOf(schema, 'boundary');
  const optional = cells.filter(({ keyword, what }) => keyword === 'properties' && what === 'absent');
  const limits = new Map<string, readonly SchemaCell[]>();
  for (const pointer of optional.map((cell) => cell.pointer).sort()) {
    // It says of which call the result is.
    if (pointer.endsWith('/call_id')) continue;
    const own = cells.filter((cell) => cell.pointer === pointer && cell.keyword !== 'properties');
    if (own.length > 0) limits.set(pointer, own);
  }
  return limits;
}

/** The compiler breaks or meets the limits of the first item of a list; in a response, all items have them. */
function ofEachItem(pointer: string): string {
  return pointer.replaceAll(/\/0(?=\/|$)/g, '/*');
}
