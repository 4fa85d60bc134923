import { requirementsIn, type VersionedRequirement } from '../../spec/index.ts';
import type { Print } from '../command.ts';
import { knownVersion } from '../config/contract-version.ts';
import { inArea } from './list.ts';

/** One row per requirement of a version of the contract. */
export function printVersion(version: string, area: string | undefined, json: boolean, print: Print): void {
  knownVersion(version);
  const rows = inArea(requirementsIn(version), area);
  if (json) print(JSON.stringify(rows, null, 2));
  else for (const line of linesOf(rows.map((row) => ['', row]))) print(line);
}

/** What the later of two versions adds, changes and no longer asks for. */
export function printDifference(
  old: string,
  later: string,
  area: string | undefined,
  json: boolean,
  print: Print,
): void {
  for (const version of [old, later]) knownVersion(version);
  const [before, after] = [byId(inArea(requirementsIn(old), area)), byId(inArea(requirementsIn(later), area))];
  const added = [...after.values()].filter(({ id }) => !before.has(id));
  const removed = [...before.values()].filter(({ id }) => !after.has(id));
  const changed = [...after.values()].filter((row) => differs(before.get(row.id), row));
  if (json) {
    print(JSON.stringify({ added, removed, changed }, null, 2));
    return;
  }
  const rows = [
    ...added.map((row) => ['+ ', row] as const),
    ...removed.map((row) => ['- ', row] as const),
    ...changed.map((row) => ['~ ', row] as const),
  ];
  if (rows.length === 0) print(`Versions ${old} and ${later} ask for the same.`);
  for (const line of linesOf(rows)) print(line);
}

function byId(rows: readonly VersionedRequirement[]): ReadonlyMap<string, VersionedRequirement> {
  return new Map(rows.map((row) => [row.id, row]));
}

function differs(before: VersionedRequirement | undefined, { level, title }: VersionedRequirement): boolean {
  return before !== undefined && (before.level !== level || before.title !== title);
}

function linesOf(rows: readonly (readonly [sign: string, VersionedRequirement])[]): readonly string[] {
  const width = Math.max(...rows.map(([, { id }]) => id.length));
  return rows.map(([sign, { id, level, title }]) => `${sign}${id.padEnd(width)}  ${level.padEnd(6)}  ${title}`);
}
