import { expect, _baseTest as test } from '@playwright/test';
import { adaptiveTimeout } from '../../platform/request-policy/deadline.ts';
import { pacer } from '../../platform/request-policy/rate-limit.ts';

/** A clock that goes on only when somebody waits. */
function clock(): { now(): number; wait(ms: number): Promise<void>; rest(ms: number): void } {
  let time = 0;
  return {
    now: () => time,
    wait: async (ms) => {
      time += ms;
    },
    rest: (ms) => {
      time += ms;
    },
  };
}

test('requests to another machine are paced, after a first few', async () => {
  const time = clock();
  const turn = pacer({ perSecond: 20, atOnce: 50 }, time);
  for (let sent = 0; sent < 50; sent++) await turn();
  expect(time.now()).toBe(0);
  for (let sent = 0; sent < 100; sent++) await turn();
  expect(time.now()).toBeCloseTo(5000, 5);
  time.rest(60_000);
  const rested = time.now();
  for (let sent = 0; sent < 51; sent++) await turn();
  expect(time.now() - rested).toBeCloseTo(50, 5);
});

test('a silent endpoint gets less time, until it answers again', () => {
  const time = clock();
  const { deadlineFor, note } = adaptiveTimeout(time.now);
  const timeOut = (endpoint: string): void => {
    const startedAt = time.now();
    time.rest(10_000);
    note(endpoint, { timedOut: true, startedAt, full: true });
  };
  note('other', { timedOut: false, startedAt: 0, full: true });
  timeOut('slow');
  expect(deadlineFor('slow', 10_000)).toBe(10_000);
  timeOut('slow');
  expect(deadlineFor('slow', 10_000)).toBe(1000);
  expect(deadlineFor('other', 10_000)).toBe(10_000);
  note('slow', { timedOut: false, startedAt: time.now(), full: true });
  expect(deadlineFor('slow', 10_000)).toBe(10_000);
});

test('where nothing ever answered, everything is silent', () => {
  const time = clock();
  const { deadlineFor, note } = adaptiveTimeout(time.now);
  for (const endpoint of ['a', 'b']) {
    const startedAt = time.now();
    time.rest(10_000);
    note(endpoint, { timedOut: true, startedAt, full: true });
  }
  expect(deadlineFor('c', 10_000)).toBe(1000);
  note('a', { timedOut: false, startedAt: time.now(), full: true });
  expect(deadlineFor('c', 10_000)).toBe(10_000);
});

test('requests that wait together are one silence, and a short deadline is none', () => {
  const time = clock();
  const { deadlineFor, note } = adaptiveTimeout(time.now);
  time.rest(10_000);
  for (let each = 0; each < 50; each++) note('busy', { timedOut: true, startedAt: 0, full: true });
  for (let each = 0; each < 5; each++) note('busy', { timedOut: true, startedAt: time.now(), full: false });
  expect(deadlineFor('busy', 10_000)).toBe(10_000);
});
