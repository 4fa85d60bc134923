import type { Bench } from '../platform/bench.ts';
import type { Result, SavedFailure } from '../spec/index.ts';
import type { Requirement } from './requirement.ts';
import { type Commands, runRequirement } from './run.ts';

/** Tries what an earlier run kept of a requirement before cases of its own; says which of it breaks the requirement no longer. */
export async function runWithSaved(
  requirement: Requirement,
  bench: Bench,
  commands: Commands,
  all: readonly SavedFailure[],
  leftMs?: number,
): Promise<Result> {
  const saved = all.filter((each) => each.requirement === requirement.id);
  const fixed: string[] = [];
  for (const { folder, seed, path } of saved) {
    if (path === undefined) continue;
    const result = await runRequirement(requirement, withCase(bench, seed, path), commands, leftMs);
    if (result.violations) return result;
    // A case that this version of the kit cannot make is no case that passed.
    if (result.outcome === 'passed') fixed.push(folder);
  }
  const result = await runRequirement(requirement, bench, commands, leftMs);
  if (result.outcome === 'passed')
    fixed.push(...saved.flatMap(({ folder, path }) => (path === undefined ? [folder] : [])));
  return fixed.length > 0 ? { ...result, fixed } : result;
}

/** The same bench, on which a property has one case. */
function withCase(bench: Bench, seed: number, path: string): Bench {
  return { ...bench, options: { ...bench.options, seed, path } };
}
