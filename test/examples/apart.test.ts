import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { examples } from './check.ts';

/** The integrations: every folder that `mvk check` can be run in. */
const integrations = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => readdirSync(path.join(examples, name)).some((file) => file.startsWith('mvk.config.')));
const read = (...parts: readonly string[]) => readFileSync(path.join(examples, ...parts), 'utf8');
const { devDependencies } = JSON.parse(read('..', 'package.json')) as Record<string, Record<string, string>>;

test('each example has a test of its own, and a link in the README', () => {
  expect(integrations.length).toBeGreaterThanOrEqual(6);
  for (const name of integrations) {
    expect(existsSync(path.join(import.meta.dirname, `${name}.test.ts`)), name).toBe(true);
    expect(read('..', 'README.md')).toContain(`(examples/${name}/README.md)`);
  }
});

test('examples import neither the kit nor one another', () => {
  for (const name of integrations) {
    const files = readdirSync(path.join(examples, name)).filter((file) => /\.(js|py|php)$/.test(file));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const text = read(name, file).replace(/^\/\*\*.*\*\/$/gm, '');
      expect(text, `${name}/${file}`).not.toMatch(/from '\.\.|require.*'\.\.|__DIR__ \. '\/\.\.|minivoice-conformance/);
    }
  }
});

test('examples that need packages name those that the repository installs', () => {
  const named = integrations.filter((name) => existsSync(path.join(examples, name, 'package.json')));
  expect(named.length).toBeGreaterThan(0);
  for (const name of named) {
    const { dependencies = {} } = JSON.parse(read(name, 'package.json')) as { dependencies?: Record<string, string> };
    for (const [dependency, version] of Object.entries(dependencies)) {
      expect(devDependencies?.[dependency], `${name}: ${dependency}`).toBe(version);
    }
  }
});
