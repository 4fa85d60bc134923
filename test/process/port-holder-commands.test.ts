import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { expect, _baseTest as test } from '@playwright/test';
import { mvkFile } from '../kit.ts';
import { closeListeners, otherProcess } from './listening.ts';

test.afterEach(closeListeners);

for (const command of ['check', 'baseline', 'call', 'explore', 'record', 'replay', 'readiness', 'serve'] as const) {
  test(`mvk ${command} does not start beside another server`, async () => {
    const { port } = await otherProcess();
    const { code, errors } = await mvk(command, port);
    expect(errors).toContain(`Port ${port} of answerUrl is held by`);
    expect(errors).toContain('--reuse');
    expect(code).toBe(3);
  });
}

function mvk(command: string, port: number): Promise<{ code: number | null; errors: string }> {
  const url = `http://127.0.0.1:${port}/answer`;
  const more: Readonly<Record<string, readonly string[]>> = {
    baseline: ['--reason', 'none', '--owner', 'nobody'],
    call: ['--press', ''],
    replay: [new URL('../../examples/node-http/mvk-fixtures', import.meta.url).pathname],
    record: ['--port', '0'],
    serve: ['--port', '0'],
  };
  const words = [command, ...(more[command] ?? []), '--answer-url', url, '--start', 'sleep 60'];
  const child = spawn(process.execPath, [mvkFile, ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: tmpdir(),
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, errors })));
}
