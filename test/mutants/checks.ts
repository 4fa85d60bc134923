import { expect, _baseTest as test } from '@playwright/test';
import type { Mutant } from '../../mutants/mutant.ts';
import { type Found, findAll } from './find.ts';

/** Of each area, a quick run takes one in so many. */
const quickShare = 40;

/** One test for each mutant; they run some at a time before the first, as most of a run is waiting. */
export function testMutants(all: readonly Mutant[]): void {
  const mutants = process.env.MVK_LAW === 'quick' ? share(all, 0, quickShare) : all;
  let found: ReadonlyMap<Mutant, Found> = new Map();
  test.beforeAll(async () => {
    // A busy machine takes several times as long as an idle one.
    test.setTimeout(1_500_000);
    found = await findAll(mutants);
  });
  for (const mutant of mutants) {
    test(`${mutant.name} breaks what it says and nothing else`, () => {
      const result = found.get(mutant);
      expect([...(result?.broken ?? [])].sort(), result?.unjudged.join('\n')).toEqual([...mutant.breaks].sort());
    });
  }
}

/** A share of the mutants, so that test files divide the time among workers. */
export function share(mutants: readonly Mutant[], index: number, of: number): readonly Mutant[] {
  return mutants.filter((_, place) => place % of === index);
}
