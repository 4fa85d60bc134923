import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, _baseTest as test } from '@playwright/test';
import { reference } from '../../mutants/reference.ts';
import { serve } from '../../mutants/server.ts';
import { memoryStore } from '../../mutants/store.ts';

const engine = path.join(import.meta.dirname, '..', '..', 'bench', 'engine.js');

test('the benchmark of the engine checks exchanges with what is built, and fails on a wrong answer', async () => {
  let answers = 0;
  const right = await serve(
    {
      ...reference,
      beforeAnswer(...all) {
        answers++;
        return reference.beforeAnswer(...all);
      },
    },
    { port: 0, store: memoryStore() },
  );
  const wrong = await serve({ ...reference, answer: () => ({ actions: 'none' }) }, { port: 0, store: memoryStore() });
  const run = (url: string) => promisify(execFile)(process.execPath, [engine, url, '3']);
  try {
    await run(right.url);
    expect(answers).toBe(3);
    await expect(run(wrong.url)).rejects.toThrow('not conformant: 200');
  } finally {
    await Promise.all([right.close(), wrong.close()]);
  }
});
