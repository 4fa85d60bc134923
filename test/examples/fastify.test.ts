import { expect, _baseTest as test } from '@playwright/test';
import { expectClean } from './check.ts';

test('Fastify is clean, asked by POST', async () => {
  // Its one prompt names no keys: it asks for a number.
  const noKeys = /^flow\.gather\.(invalid-input|invalid-distinct|announced-keys|hidden-keys)$/;
  const { results } = await expectClean('fastify', [noKeys]);
  const passed = results.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id);
  expect(passed).toEqual(expect.arrayContaining(['answer.input.variables', 'flow.stream.paired']));
});
