import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect } from '@playwright/test';
import { mvkFile } from '../kit.ts';
import { event, secret, signed, test } from './listening.ts';

const body = JSON.stringify(event);

/** Runs the command in a pseudo-terminal, in a folder of its own; gives what is seen there, and types single keys. */
async function atTerminal(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'mvk-listen-terminal-'));
  const words = [process.execPath, mvkFile, 'listen', '--port', '0', '--webhook-secret', secret, ...args];
  const line = `exec ${words.map((word) => `'${word}'`).join(' ')}`;
  const bsd = process.platform === 'darwin';
  const child = spawn('script', bsd ? ['-q', '/dev/null', ...words] : ['-qefc', line, '/dev/null'], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...environment },
  });
  let all = '';
  let from = 0;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    all += chunk;
  });
  const seen = (): string => stripVTControlCharacters(all.slice(from)).replaceAll('\r', '');
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  await expect.poll(seen, { timeout: 60_000 }).toContain('Enter or N opens');
  const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(seen())?.[0] ?? '';
  return {
    folder,
    seen,
    code,
    /** What is seen afterwards is what came of these keys. */
    type(keys: string): void {
      from = all.length;
      child.stdin.write(keys);
    },
    post: (text: string, headers = signed(text)) => fetch(`${origin}/webhook`, { method: 'POST', body: text, headers }),
  };
}

test('at a terminal each key does what the help says', async ({ integration }) => {
  test.skip(process.platform === 'win32', 'there is no pseudo-terminal');
  const { url, got } = await integration({ status: 204, body: '' });
  const editor = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-editor-')), 'editor.sh');
  writeFileSync(editor, '#!/bin/sh\nsed -i.old s/call_123/call_456/ "$1"\n', { mode: 0o755 });
  const { folder, seen, code, type, post } = await atTerminal(['--forward', url], { EDITOR: editor, VISUAL: '' });
  await post(body);
  await expect.poll(seen).toContain('#1');
  await post(body, signed(body, 'another-secret-0000'));
  await expect.poll(seen).toContain('signature wrong');

  type('\r');
  await expect.poll(seen).toContain('X-MiniVoice-Timestamp');
  expect(seen()).toMatch(/another secret|cannot be told/);
  type('1\r');
  await expect.poll(seen).toContain('"event":"call.completed"');
  type('r');
  await expect.poll(seen).toMatch(/#3 .*again #1|#3 .*resent/);
  expect(got).toHaveLength(3);
  type('1e');
  await expect.poll(seen).toContain('#4');
  expect(got[3]?.body).toBe(body.replace('call_123', 'call_456'));
  await expect.poll(seen).toContain('signature right');
  type('1c');
  await expect.poll(seen).toContain('curl --globoff -X POST');
  type('1s');
  await expect.poll(seen).toContain('mvk-fixtures');
  expect(readdirSync(path.join(folder, 'mvk-fixtures'))).toHaveLength(1);
  type('/');
  await expect.poll(seen).toContain('filter');
  type('call_456\r');
  await expect.poll(seen).toContain('only exchanges with "call_456" are shown');
  await expect.poll(seen).toContain('#4');
  expect(seen()).not.toContain('#2 ');
  type('/');
  await expect.poll(seen).toContain('filter');
  type('\r');
  await expect.poll(seen).toContain('all exchanges are shown');
  type('?');
  await expect.poll(seen).toContain('Enter or N opens');
  type('q');
  expect(await code).toBe(0);
  expect(existsSync(path.join(folder, 'body.json'))).toBe(false);
});

test('at a terminal Ctrl-C stops it', async () => {
  test.skip(process.platform === 'win32', 'there is no pseudo-terminal');
  const { code, type } = await atTerminal([]);
  type('\u0003');
  expect(await code).toBe(0);
});
