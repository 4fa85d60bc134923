import { expect, _baseTest as test } from '@playwright/test';
import { expectClean } from './check.ts';

test('Node without a framework is clean, its API client and its fixtures too', async () => {
  const { results } = await expectClean('node-http');
  const passed = results.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id);
  expect(passed).toEqual(expect.arrayContaining(['api.ai.not-yet', 'fixture.replay']));
});
