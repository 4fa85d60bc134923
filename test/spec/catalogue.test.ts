import { readFileSync } from 'node:fs';
import { expect, _baseTest as test } from '@playwright/test';
import { parse } from 'yaml';
import { clauses, retired } from '../../spec/index.ts';
import { requirements } from '../../suites/index.ts';

const ids = requirements.map(({ id }) => id as string);

test('an id stands once, and is made of two or three words', () => {
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+(\.[a-z0-9-]+){1,2}$/);
});

test('a retired id is not given out again, and says what to use instead', () => {
  const list = parse(readFileSync(new URL('../../spec/clauses/retired.yaml', import.meta.url), 'utf8')) as {
    retired: readonly { id: string; since: string; instead: string }[];
  };
  expect(Object.keys(retired)).toEqual(list.retired.map(({ id }) => id));
  for (const { id, since, instead } of list.retired) {
    expect(ids).not.toContain(id);
    expect(`${since}${instead}`).toMatch(/\S/);
  }
});

for (const area of ['answer', 'webhook', 'readiness']) {
  test(`every clause of the area ${area} has a requirement, and every requirement its own clause`, () => {
    const claimed = requirements.filter(({ id }) => id.startsWith(`${area}.`)).map(({ clause }) => clause as string);
    const stated = Object.keys(clauses).filter((name) => name.startsWith(`${area}-`));
    expect([...claimed].sort()).toEqual([...stated].sort());
  });
}

test('a must never rests on an example alone', () => {
  const bad = Object.entries(clauses).filter(
    ([, { level, evidence }]) => level === 'must' && evidence !== 'stated' && evidence !== 'practice',
  );
  expect(bad).toEqual([]);
});

test('a title completes "The integration …" in at most 100 characters, and every requirement says how to fix it', () => {
  for (const { id, title, hint } of requirements) {
    expect(title.length, id).toBeLessThanOrEqual(100);
    expect(title, id).toMatch(/^[a-z].*[^.]$/);
    expect(hint.length, id).toBeGreaterThan(20);
  }
});
