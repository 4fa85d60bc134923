import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import { freePort } from '../../platform/http/free-ports.ts';
import { mvkFile } from '../kit.ts';

const serverOf = (type: string, besides = ''): string => `
const { createServer } = require('node:http');
${besides}
createServer((request, response) => {
  response.setHeader('Content-Type', ${JSON.stringify(type)});
  response.end('{"actions":[{"say":{"text":"Hello."}},{"hangup":{}}]}');
}).listen(Number(process.env.PORT), '127.0.0.1', () => require('node:fs').writeFileSync(process.env.STARTED, ''));
`;
const right = serverOf('application/json');
const wrong = serverOf('text/html');

interface Session {
  readonly folder: string;
  readonly child: ChildProcess;
  readonly output: () => string;
  write(source: string): void;
  /** Waits until the integration has listened. */
  listens(): Promise<void>;
  /** Waits until a text was printed so many times. */
  has(text: string, times?: number): Promise<void>;
  ended(): Promise<number | null>;
}

async function watching(source: string, flags: readonly string[] = []): Promise<Session> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mvk-watch-'));
  const started = path.join(mkdtempSync(path.join(tmpdir(), 'mvk-watch-')), 'started');
  const port = await freePort();
  const config = { answerUrl: `http://127.0.0.1:${port}/answer`, start: { command: 'node server.cjs' } };
  const write = (text: string): void => writeFileSync(path.join(folder, 'server.cjs'), text);
  write(source);
  writeFileSync(path.join(folder, 'mvk.config.json'), JSON.stringify(config));
  const args = ['check', '--watch', '--only', 'answer.json.*', '--runs', '2', ...flags];
  const child = spawn(process.execPath, [mvkFile, ...args], {
    cwd: folder,
    env: { ...process.env, PORT: String(port), STARTED: started, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    folder,
    child,
    output: () => output,
    write,
    listens: () => expect.poll(() => existsSync(started), { timeout: 60_000 }).toBe(true),
    has: (text, times = 1) =>
      expect.poll(() => output.split(text).length - 1, { timeout: 60_000 }).toBeGreaterThanOrEqual(times),
    ended: () => ended,
  };
}

test('a change runs what failed first, then everything, and prints what changed', async () => {
  const session = await watching(wrong);
  await session.has('Waiting for changes.');
  expect(session.output()).toContain('! answer.json.content-type');
  const before = session.output().length;
  session.write(right);
  await session.has('Waiting for changes.', 2);
  const since = session.output().slice(before);
  expect(since).toContain('server.cjs changed');
  const fixed = since.indexOf('✓ answer.json.content-type (was warned)');
  expect(fixed).toBeGreaterThan(0);
  // One requirement in the first run; all of them, without a change, in the second.
  expect(since.slice(fixed)).toMatch(/1 passed, 0 failed.*\d passed, 0 failed, 0 warned/s);
  session.child.stdin?.write('q\n');
  expect(await session.ended()).toBe(0);
});

test('a change while a run is on ends that run and begins another', async () => {
  const session = await watching(right);
  await session.listens();
  session.write(wrong);
  await session.has('server.cjs changed');
  await session.has('! answer.json.content-type');
  session.child.kill('SIGTERM');
  expect(await session.ended()).not.toBe(2);
});

test('keys run the failed ones, a pattern, or everything, and say what is wrong with them', async () => {
  const session = await watching(wrong);
  await session.has('Waiting for changes.');
  session.child.stdin?.write('p answer.json.valid\n');
  await session.has('Waiting for changes.', 2);
  expect(session.output()).toContain('1 passed, 0 failed, 0 warned');
  session.child.stdin?.write('p webhok.*\n');
  await session.has('matches no requirement; the nearest is "webhook.*"');
  session.child.stdin?.write('f\n');
  await session.has('! answer.json.content-type (as before)');
  session.child.stdin?.write('q\n');
  expect(await session.ended()).toBe(0);
});

test('a configuration that cannot be read is said, and read again when it changes', async () => {
  const session = await watching(right);
  await session.has('Waiting for changes.');
  const file = path.join(session.folder, 'mvk.config.json');
  writeFileSync(file, '{"answerUrl": 7}');
  await session.has('answerUrl');
  await session.has('Waiting for changes.', 2);
  session.child.stdin?.write('q\n');
  expect(await session.ended()).toBe(0);
});

test('what cannot go with it is said', async () => {
  const session = await watching(right, ['--json']);
  expect(await session.ended()).toBe(2);
  expect(session.output()).toContain('--watch goes with none of --json, --repeat and --last-failed');
});
