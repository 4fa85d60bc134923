import { contractVersions, scoredBy } from '../../spec/index.ts';
import { UsageError } from '../command.ts';

/** Refuses a version of the contract that there is not; `place` is the flag, or what it names. */
export function knownVersion(version: string | undefined, place: string = '--contract'): void {
  if (version === undefined || contractVersions.includes(version)) return;
  const frozen = contractVersions.slice(0, -1).join(', ');
  const known = `${frozen} and ${contractVersions.at(-1)}, which is under development`;
  throw new UsageError(
    `${place} ${JSON.stringify(version)} is no version of the contract; the known versions are ${known}`,
  );
}

/** The version to score, where one was given. Something of what was selected must belong to it. */
export function versionToScore(
  contract: string | undefined,
  selected: readonly string[],
): { readonly contract?: string } {
  if (contract === undefined) return {};
  if (selected.length === 0 || selected.some(scoredBy(contract))) return { contract };
  throw new UsageError(
    `nothing that is selected belongs to version ${contract} of the contract`,
    `mvk list --contract ${contract} prints what does.`,
  );
}
