import { nearestIs } from '../../platform/config/nearest.ts';
import { assumptions, catalogue, clauses } from '../../spec/index.ts';
import { type Print, UsageError } from '../command.ts';

/** One row per requirement, in the order of the catalogue. */
export function printRequirements(area: string | undefined, json: boolean, print: Print): void {
  const rows = inArea(catalogue, area).map(({ id, clause, title, needs }) => ({
    id,
    level: clauses[clause].level,
    clause,
    title,
    needs,
  }));
  if (json) {
    print(JSON.stringify(rows, null, 2));
    return;
  }
  const width = Math.max(...rows.map(({ id }) => id.length));
  for (const { id, level, title } of rows) print(`${id.padEnd(width)}  ${level.padEnd(6)}  ${title}`);
}

/** Those of an area, which must be there; all of them without one. */
export function inArea<Named extends { readonly id: string }>(
  all: readonly Named[],
  area: string | undefined,
): readonly Named[] {
  const areas = [...new Set(catalogue.map(({ id }) => id.slice(0, id.indexOf('.'))))];
  if (area !== undefined && !areas.includes(area)) {
    throw new UsageError(`unknown area ${JSON.stringify(area)}${nearestIs(area, areas, 'area')}`);
  }
  return all.filter(({ id }) => area === undefined || id.startsWith(`${area}.`));
}

/** The open questions that the kit acts on. */
export function printAssumptions(json: boolean, print: Print): void {
  const rows = Object.entries(assumptions).map(([id, { question, readings, default: reading, why }]) => ({
    ...{ id, question, readings: Object.keys(readings), default: reading, why },
  }));
  if (json) {
    print(JSON.stringify(rows, null, 2));
    return;
  }
  for (const { id, question, readings, default: reading } of rows) {
    const named = readings.map((name) => (name === reading ? `${name} (default)` : name));
    print(`${id.padEnd(5)} ${question}\n      ${named.join(', ')}`);
  }
}
