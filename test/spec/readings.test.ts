import { expect, _baseTest as test } from '@playwright/test';
import { assumptions, defaultReadings, type KitConfig, type Readings } from '../../spec/index.ts';

test('every open question has the reading of its table by default', () => {
  expect(Object.keys(defaultReadings)).toEqual(Object.keys(assumptions));
  for (const [id, reading] of Object.entries(defaultReadings)) {
    expect(assumptions[id as keyof Readings].default).toBe(reading);
  }
});

test('a question or a reading with a slip does not compile', () => {
  const readings: Readings = { Q29: 'in-request' };
  // @ts-expect-error no reading of Q29
  expect(readings.Q29 === 'in-requst').toBe(false);
  // @ts-expect-error no reading of Q92
  expect(defaultReadings.Q92 === 'in-requst').toBe(false);
  // @ts-expect-error no reading of Q29, in a configuration
  const config: KitConfig = { assumptions: { Q29: 'in-requst' } };
  // @ts-expect-error no question
  expect({ ...config.assumptions }.Q290).toBeUndefined();
});
