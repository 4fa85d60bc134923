import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '../..');

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

test('the page of mvk ui is bundled: at most 300 kB, with nothing that is loaded from elsewhere', () => {
  const folder = path.join(root, 'dist/ui');
  const files = readdirSync(folder).filter((name) => name.startsWith('page.'));
  expect(files.sort()).toEqual(['page.css', 'page.js']);
  const bytes = files.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
  test.info().annotations.push({ type: 'page', description: `${bytes} bytes` });
  expect(bytes).toBeLessThanOrEqual(300_000);
  for (const name of files) {
    const text = readFileSync(path.join(folder, name), 'utf8');
    expect(text, name).not.toMatch(/\bimport\s*["'({*]|@import|url\(\s*["']?https?:/);
  }
});

test('what the page is made with is no dependency of the package', () => {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  ) as Manifest;
  for (const name of ['preact', 'esbuild', '@axe-core/playwright']) {
    expect(Object.keys(dependencies)).not.toContain(name);
    expect(Object.keys(devDependencies)).toContain(name);
  }
});
