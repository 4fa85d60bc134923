import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, _baseTest as test } from '@playwright/test';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('the call tests of the examples pass', () => {
  const cli = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
  const environment = Object.entries(process.env).filter(([name]) => !/^(PW_|PWTEST_|PLAYWRIGHT_|TEST_)/.test(name));
  const { status, stdout } = spawnSync(
    process.execPath,
    [cli, 'test', '-c', 'examples/call-tests', '--output', test.info().outputPath('results')],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...Object.fromEntries(environment), PORT: String(21_000 + (process.pid % 9_000)) },
    },
  );
  expect(stdout).toContain('5 passed');
  expect(status).toBe(0);
});
