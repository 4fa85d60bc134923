import { _baseTest as test } from '@playwright/test';
import { expectClean, needs } from './check.ts';

needs('python3');

test('events in SQLite are clean', async () => {
  await expectClean('sqlite');
});
