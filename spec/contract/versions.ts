import { catalogue } from '../generated/catalogue.ts';
import { clauses } from '../generated/clauses.ts';
import { developedVersion, frozenVersions } from '../generated/versions.ts';
import type { VersionedRequirement } from './catalogue.ts';

/** Every known version of the contract, the oldest first; the last one is under development. */
export const contractVersions: readonly string[] = [...Object.keys(frozenVersions), developedVersion];

/** The requirements of a version: as they were frozen, or all of today for the one under development. */
export function requirementsIn(version: string): readonly VersionedRequirement[] {
  return frozenVersions[version] ?? catalogue.map(versioned);
}

function versioned({ id, clause, title }: (typeof catalogue)[number]): VersionedRequirement {
  return { id, area: id.slice(0, id.indexOf('.')), level: clauses[clause].level, title };
}

/** Whether a requirement counts for the verdict of a run; without a version each does. */
export function scoredBy(version: string | undefined): (id: string) => boolean {
  if (version === undefined) return () => true;
  const ids = new Set(requirementsIn(version).map(({ id }) => id));
  return (id) => ids.has(id);
}
