import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { packed, root } from './tarball.ts';

test.beforeAll(() => {
  test.setTimeout(600_000);
  packed();
});

// The two that hide from a package what it does not declare; examples/packages/check.sh has the others, and CI runs it.
for (const manager of ['pnpm', 'yarn-pnp']) {
  test(`mvk check runs in a project of ${manager}`, async () => {
    test.setTimeout(180_000);
    const outer = Object.entries(process.env).filter(([key]) => !/^(PW|PLAYWRIGHT|TEST_|NODE_OPTIONS|npm_)/.test(key));
    const work = mkdtempSync(path.join(tmpdir(), 'mvk-managers-'));
    const env = { TARBALL: packed().tarball, WORK: work, ONLY: 'esm mvk check', NO_COLOR: '1', FORCE_COLOR: undefined };
    const child = spawn('bash', [path.join(root, 'examples/packages/check.sh'), manager], {
      env: { ...Object.fromEntries(outer), ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    const [code] = (await once(child, 'close')) as [number];
    const isOffline = /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT/.test(output);
    test.skip(isOffline && process.env.CI === undefined, 'the registry of npm did not answer');
    expect(output).toMatch(/esm .* mvk check +ok/);
    expect(code, output).toBe(0);
  });
}
