import { expect, _baseTest as test } from '@playwright/test';
import { mutants } from '../../mutants/index.ts';
import { reference } from '../../mutants/reference.ts';
import { checkAll } from '../harness.ts';

const mutant = (name: string) => {
  const found = mutants.find((each) => each.name === name);
  if (!found) throw new Error(`no mutant ${name}`);
  return found;
};

/** What a check of the area `api` finds wrong with a mutant, in words. */
async function found(name: string, only: string, seed: number): Promise<readonly string[]> {
  const [result] = await checkAll(mutant(name).change(reference), { only: [only], seed });
  return (result?.violations ?? []).map(({ expected, actual }) => `${expected}, got ${actual}`);
}

for (const seed of [1, 2, 3, 4, 5]) {
  test(`a client that fails under two rules only is found with seed ${seed}, and exactly these two are shown`, async () => {
    const [refused = ''] = await found('api-limited-then-refused', 'api.error.no-blind-retry', seed);
    expect(refused).toMatch(
      /schedule \(attempt 1: error (cps|concurrent_call)_limit_reached; attempt 2 and later: error [a-z_]+\), got \d requests/,
    );
    const [lost = ''] = await found('api-limited-then-lost', 'api.error.ambiguous-create', seed);
    expect(lost).toMatch(
      /schedule \(attempt 1: error (cps|concurrent_call)_limit_reached; attempt 2 and later: (cut|raw) [a-z0-9-]+\), got \d requests/,
    );
  });
}
