import { expect, _baseTest as test } from '@playwright/test';
import { pause, until } from '../platform/clock.ts';

const late = async (): Promise<string> => {
  await pause(60);
  return 'late';
};

test('a question that is open when the time is over has no answer', async () => {
  expect(await until(late, { timeoutMs: 1, everyMs: 1 })).toBeUndefined();
});

test('the first question may be waited for, whatever time it takes', async () => {
  expect(await until(late, { timeoutMs: 1, everyMs: 1, isFirstWhole: true })).toBe('late');
});

test('only the first one is', async () => {
  let asked = 0;
  const second = async (): Promise<string | undefined> => (asked++ === 0 ? undefined : late());
  expect(await until(second, { timeoutMs: 5, everyMs: 1, isFirstWhole: true })).toBeUndefined();
});
