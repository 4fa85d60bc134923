import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { watchFiles } from '../../cli/watch/files.ts';

/** A folder of an integration; in a repository of git, with one file that it keeps. */
function folder({ isRepository }: { readonly isRepository: boolean }): string {
  const root = mkdtempSync(path.join(tmpdir(), 'mvk-watch-'));
  for (const name of ['node_modules', 'data', '.cache', 'reports']) mkdirSync(path.join(root, name));
  writeFileSync(path.join(root, 'server.js'), '1');
  if (!isRepository) return root;
  writeFileSync(path.join(root, '.gitignore'), 'data/\n*.log\n');
  for (const args of [
    ['init', '-q'],
    ['add', 'server.js'],
  ])
    spawnSync('git', args, { cwd: root });
  return root;
}

/** What is reported of files that are written one after another; the last one is a source, so the end is seen. */
async function changesIn(root: string, files: readonly string[], ignored?: string): Promise<readonly string[]> {
  const seen: string[] = [];
  const watched = await watchFiles(root, ['reports'], (changed) => void seen.push(...changed));
  if (ignored !== undefined) watched.ignore(ignored);
  for (const file of [...files, 'server.js']) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), '22');
  }
  await expect.poll(() => seen).toContain('server.js');
  await watched.close();
  return seen;
}

test('what git ignores is not watched, the reports are not, and new files are', async () => {
  const root = folder({ isRepository: true });
  const files = ['data/calls.db', 'debug.log', 'node_modules/left-pad.js', 'reports/report.json', 'menu.js'];
  expect((await changesIn(root, files)).toSorted()).toEqual(['menu.js', 'server.js']);
});

test('a folder that git ignores is not watched where it is made later', async () => {
  const root = folder({ isRepository: true });
  writeFileSync(path.join(root, '.gitignore'), 'build/\n');
  expect(await changesIn(root, ['build/server.js'])).toEqual(['server.js']);
});

test('outside a repository, packages and hidden folders are not watched', async () => {
  const root = folder({ isRepository: false });
  const seen = await changesIn(root, ['.cache/x', 'node_modules/left-pad.js', 'data/calls.db']);
  expect(seen.toSorted()).toEqual(['data/calls.db', 'server.js']);
});

test('a file is left out from the moment it is to be ignored', async () => {
  const root = folder({ isRepository: false });
  expect(await changesIn(root, ['data/calls.db'], 'data/calls.db')).toEqual(['server.js']);
});

test('git says which files are sources', async () => {
  const watched = await watchFiles(folder({ isRepository: true }), [], () => undefined);
  expect(watched.isTracked('server.js')).toBe(true);
  expect(watched.isTracked('data/calls.db')).toBe(false);
  await watched.close();
});
