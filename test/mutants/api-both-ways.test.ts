import { expect, _baseTest as test } from '@playwright/test';
import { mutants } from '../../mutants/index.ts';
import { findAll } from './find.ts';

/** One for each kind of trial; with MVK_LAW=all, all of the API client. */
const spread: ReadonlySet<string> = new Set([
  'api-by-message',
  'api-creates-later',
  'api-follows-302',
  'api-hammers-429',
  'api-ignores-retry-after',
  'api-key-in-log-of-timeout',
  'api-known-outcomes',
  'api-last-response',
  'api-repeats-lost-call',
  'api-retries-402',
  'api-trusts-200',
  'api-unknown-code-fails',
]);

// Trials that wait at the same time are those of every other test of mutants.
test('mutants of the API client break what they say with one trial after another, too', async () => {
  test.setTimeout(3_000_000);
  const isAll = process.env.MVK_LAW === 'all';
  const chosen = mutants.filter(({ name }) => (isAll ? name.startsWith('api') : spread.has(name)));
  expect(chosen.length).toBeGreaterThanOrEqual(spread.size);
  const alone = await findAll(chosen, { isWhole: true, overlaps: false });
  const broken = chosen.map((mutant) => [mutant.name, [...(alone.get(mutant)?.broken ?? [])].sort()]);
  expect(broken).toEqual(chosen.map(({ name, breaks }) => [name, [...breaks].sort()]));
});
