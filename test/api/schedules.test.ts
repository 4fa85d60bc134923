import { expect, _baseTest as test } from '@playwright/test';
import { mutants } from '../../mutants/index.ts';
import { reference } from '../../mutants/reference.ts';
import { ahead } from '../ahead.ts';
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

const seeds = [1, 2, 3, 4, 5];
const limited = ahead(
  seeds.map((seed) => async () => ({
    refused: await found('api-limited-then-refused', 'api.error.no-blind-retry', seed),
    lost: await found('api-limited-then-lost', 'api.error.ambiguous-create', seed),
  })),
  3,
);

for (const [index, seed] of seeds.entries()) {
  test(`a client that fails under two rules only is found with seed ${seed}, and exactly these two are shown`, async () => {
    const { refused, lost } = await limited(index);
    expect(refused[0]).toMatch(
      /schedule \(attempt 1: error (cps|concurrent_call)_limit_reached; attempt 2 and later: error [a-z_]+\), got \d requests/,
    );
    expect(lost[0]).toMatch(
      /schedule \(attempt 1: error (cps|concurrent_call)_limit_reached; attempt 2 and later: (cut|raw) [a-z0-9-]+\), got \d requests/,
    );
  });
}
