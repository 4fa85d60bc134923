import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { root } from './tarball.ts';

interface Entry {
  readonly engines?: { readonly node?: string };
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const text = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, Entry>> };

/** The places in which a package looks for another, from its own to the top. */
function placesOf(from: string, name: string): string[] {
  const parts = from === '' ? [''] : ['', ...from.split(/(?=\/node_modules\/)/)];
  return parts.map((_, at) => `${parts.slice(0, at + 1).join('')}/node_modules/${name}`.replace(/^\//, ''));
}

test('every optional dependency that the lock file names has an entry, so that npm ci installs on any platform', () => {
  const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !placesOf(from, name).some((place) => place in packages)),
  );
  expect(missing).toEqual([]);
  expect(Object.values(packages).some(({ optionalDependencies }) => optionalDependencies)).toBe(true);
});

/** Compares versions part by part; a part that is missing is 0. */
function compared(one: readonly number[], other: readonly number[]): number {
  const at = [0, 1, 2].find((index) => (one[index] ?? 0) !== (other[index] ?? 0));
  return at === undefined ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/** Whether a range holds a version. It knows the ranges of the lock file, and throws at any other. */
function holds(range: string, version: readonly number[]): boolean {
  return range.split('||').some((part) =>
    part
      .trim()
      .replace(/([<>=^~]) +/g, '$1')
      .split(/ +/)
      .every((comparator) => holdsOne(comparator, version)),
  );
}

function holdsOne(comparator: string, version: readonly number[]): boolean {
  if (comparator === '*') return true;
  const [, sign, digits] = /^(>=|>|<=|<|\^|~|=?)v?(\d+(?:\.\d+)*)(?:\.[x*])*$/.exec(comparator) ?? [];
  if (sign === undefined || digits === undefined)
    throw new Error(`"${comparator}" is a range that this test does not know`);
  const limit = digits.split('.').map(Number);
  const order = compared(version, limit);
  if (sign === '>=') return order >= 0;
  if (sign === '>') return order > 0;
  if (sign === '<=') return order <= 0;
  if (sign === '<') return order < 0;
  if (sign === '^') return order >= 0 && version[0] === limit[0];
  if (sign === '~') return order >= 0 && version[0] === limit[0] && version[1] === (limit[1] ?? version[1]);
  return limit.every((part, index) => part === version[index]);
}

test('no package excludes Node 20 by its engines', () => {
  const ranges = new Set(Object.values(packages).flatMap(({ engines }) => engines?.node ?? []));
  expect(ranges.size).toBeGreaterThan(10);
  expect([...ranges].filter((range) => !holds(range, [20, 19, 6]))).toEqual([]);
  for (const range of ['>=22', '^18.0.0 || >=21', '20.1.x', '>=20.20.0 <21'])
    expect(holds(range, [20, 19, 6]), range).toBe(false);
});

test('the lock file names no registry', () => {
  expect(text).not.toMatch(/"resolved"|https?:\/\/registry\./);
});
