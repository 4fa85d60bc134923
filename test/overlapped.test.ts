import { expect, _baseTest as test } from '@playwright/test';
import { pause } from '../platform/clock.ts';
import { overlapped } from '../suites/overlapped.ts';

test('results come in the order of the items, whichever is ready first', async () => {
  const waits = [30, 1, 15, 1];
  const work = async (ms: number): Promise<number> => {
    await pause(ms);
    return ms;
  };
  expect(await overlapped(waits, work, 2)).toEqual(waits);
});

test('no more are under way than may be', async () => {
  let [going, most] = [0, 0];
  const work = async (): Promise<void> => {
    most = Math.max(most, ++going);
    await pause(1);
    going--;
  };
  await overlapped([1, 2, 3, 4, 5, 6, 7], work, 3);
  expect(most).toBe(3);
});

test('the error is that of the first item that failed, once nothing is under way, and no more are begun', async () => {
  const [begun, ended]: [number[], number[]] = [[], []];
  const work = async (item: number): Promise<void> => {
    begun.push(item);
    await pause(item === 1 ? 30 : 1);
    ended.push(item);
    throw new Error(`item ${item}`);
  };
  await expect(overlapped([1, 2, 3, 4], work, 2)).rejects.toThrow('item 1');
  expect([begun, ended]).toEqual([
    [1, 2],
    [2, 1],
  ]);
});
