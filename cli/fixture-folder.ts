import { existsSync } from 'node:fs';
import { type Loaded, loadFixtures, type StoredCall } from '../fixtures/folder.ts';
import { UsageError } from './command.ts';
import type { Resolved } from './config.ts';

/** Where fixtures are kept unless the configuration says otherwise. */
export const usualFolder = 'mvk-fixtures';

export function folderOf({ config }: Resolved): string {
  return config.fixtures ?? usualFolder;
}

/** Everything that must not be written down. */
export function knownSecrets(...secrets: readonly (string | undefined)[]): readonly string[] {
  return [...secrets, process.env.MINIVOICE_API_KEY].filter((secret): secret is string => Boolean(secret));
}

/** The recorded calls of a folder; one file that is no fixture, or that holds a secret, is one too many. */
export async function callsIn(folder: string, secrets: readonly string[]): Promise<readonly StoredCall[]> {
  const name = JSON.stringify(folder);
  if (!existsSync(folder)) {
    throw new UsageError(
      `there is no folder ${name}`,
      `mvk call --save ${folder}/normal or mvk record makes fixtures.`,
    );
  }
  const { calls, problems }: Loaded = await loadFixtures(folder, secrets);
  const [problem] = problems;
  if (problem) {
    const { file, pointer, expected, actual } = problem;
    throw new UsageError(
      `${file}${pointer}: expected ${expected}, got ${actual}`,
      expected === 'no secret'
        ? 'Replace the secret, which others may have seen, and record again.'
        : 'Record it again, or remove it.',
    );
  }
  const expectations = calls.filter(({ exchanges }) => exchanges.every(({ fixture }) => !fixture.failed));
  if (expectations.length > 0) return expectations;
  throw new UsageError(
    `there is no recorded call in ${name}`,
    `mvk call --save ${folder}/normal or mvk record makes one.`,
  );
}
