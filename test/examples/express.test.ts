import { _baseTest as test } from '@playwright/test';
import { expectClean, expectWrong } from './check.ts';

test('Express is clean', async () => {
  await expectClean('express');
});

test('a variable of the module that all calls share is found', async () => {
  await expectWrong('express', 'node wrong.js', 'answer.*', ['answer.calls.isolated']);
});
