import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, _baseTest as test } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '../..');

test('the help loads neither a command nor the contract, so that start-up stays short', () => {
  const coverage = mkdtempSync(path.join(tmpdir(), 'mvk-loaded-'));
  const { status, stdout } = spawnSync(process.execPath, ['dist/cli/main.js', '--help'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_V8_COVERAGE: coverage },
  });
  expect(status).toBe(0);
  expect(stdout).toContain('mvk check');
  const dist = pathToFileURL(path.join(root, 'dist')).href;
  const all = readdirSync(coverage).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(path.join(coverage, name), 'utf8')) as { result: { url: string }[] };
    return result.map(({ url }) => url);
  });
  expect(all.filter((url) => url.includes('/string-width/'))).toEqual([]);
  const loaded = all.filter((url) => url.startsWith(dist));
  const files = loaded.map((url) => url.slice(dist.length + 1));
  expect(files).toContain('cli/commands/index.js');
  expect(files.filter((file) => file.startsWith('cli/commands/'))).toHaveLength(1);
  expect(files.filter((file) => !file.startsWith('cli/') && !file.startsWith('platform/config/'))).toEqual([]);
});
