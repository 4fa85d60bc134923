import { expect, _baseTest as test } from '@playwright/test';
import { expectClean, expectWrong, needs } from './check.ts';

needs('python3');

test('Python is clean', async () => {
  const { results } = await expectClean('python');
  expect(results.find(({ id }) => id === 'flow.recording.paired')?.outcome).toBe('passed');
});

test('a signature of re-serialised JSON is found', async () => {
  await expectWrong('python', 'python3 wrong.py', 'webhook.signature.*', [
    'webhook.signature.raw-body',
    'webhook.signature.refuses-tampered',
  ]);
});
