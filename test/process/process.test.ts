import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, _baseTest as test } from '@playwright/test';
import { until } from '../../platform/clock.ts';
import { createClient } from '../../platform/http/client.ts';
import { freePort } from '../../platform/http/free-ports.ts';
import {
  isWaiting,
  type Running,
  StartFailed,
  type StartOptions,
  spawnGuard,
  startProcess,
} from '../../platform/process/process.ts';

const node = JSON.stringify(process.execPath);
const running: Running[] = [];

test.afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.kill()));
});

async function start(options: Partial<StartOptions> & { command: string }): Promise<Running> {
  const made = await startProcess({ timeoutMs: 10_000, ready: async () => true, ...options });
  running.push(made);
  return made;
}

const program = (port: number): string =>
  `require('node:http').createServer((q, s) => s.end(String(process.pid))).listen(${port}, '127.0.0.1', () => console.log('up', process.env.MARK))`;

/** The second half keeps the shell from becoming the server: the server is its child. */
const serve = (port: number): string => `${node} -e "${program(port)}"; true`;

const answers = (port: number) => async (): Promise<boolean> => {
  const client = createClient();
  const { response } = await client.send({ method: 'GET', url: `http://127.0.0.1:${port}/`, freshConnection: true });
  await client.close();
  return response !== undefined;
};

/** Dead, or dead and not collected: what a container's first process may leave. */
const silent = (port: number): Promise<true | undefined> =>
  until(async () => ((await answers(port)()) ? undefined : true), { timeoutMs: 10_000, everyMs: 20 });

test('starts, keeps the output, and restarts on the same port after each kill', async () => {
  const port = await freePort();
  for (const mark of ['first', 'second', 'third']) {
    const made = await start({ command: serve(port), ready: answers(port), env: { ...process.env, MARK: mark } });
    expect(await until(() => made.output().includes(`up ${mark}`) || undefined, { timeoutMs: 5000, everyMs: 10 })).toBe(
      true,
    );
    await made.kill();
    expect(await answers(port)()).toBe(false);
    expect(await made.exited).toEqual({ code: null, signal: 'SIGKILL' });
    await made.kill();
  }
});

test('stop lets a process end by itself, although the shell is gone before', async () => {
  const script = `process.on('SIGTERM', () => setTimeout(() => { console.log('bye'); process.exit(0); }, 20)); console.log('up'); setInterval(() => {}, 1000)`;
  const made = await start({ command: `${node} -e "${script}"; true` });
  await until(() => made.output().includes('up') || undefined, { timeoutMs: 5000, everyMs: 10 });
  await made.stop();
  expect(made.output()).toContain('bye');
});

test('stop kills what does not listen, grandchildren included', async () => {
  const port = await freePort();
  const made = await start({
    command: `trap '' TERM; (trap '' TERM; ${serve(port)}) & wait; sleep 60`,
    ready: answers(port),
  });
  await made.stop();
  expect(await answers(port)()).toBe(false);
});

test('what a command leaves in the background dies when the command ends', async () => {
  const port = await freePort();
  const made = await start({ command: `(${serve(port)}) & sleep 2; exit 3`, ready: answers(port) });
  expect(await made.exited).toEqual({ code: 3, signal: null });
  expect(await silent(port)).toBe(true);
});

test('dies with its parent, killed by SIGKILL', async () => {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'mvk-'));
  const file = join(folder, 'parent.mts');
  const module = new URL('../../platform/process/process.ts', import.meta.url).href;
  writeFileSync(
    file,
    `import { startProcess } from ${JSON.stringify(module)};
     await startProcess({ command: ${JSON.stringify(serve(port))}, ready: async () => true, timeoutMs: 5000 });
     setInterval(() => {}, 1000);`,
  );
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const parent = spawn(process.execPath, ['--import', 'tsx', file], { cwd, stdio: 'ignore' });
  expect(await until(async () => (await answers(port)()) || undefined, { timeoutMs: 15_000, everyMs: 50 })).toBe(true);
  parent.kill('SIGKILL');
  rmSync(folder, { recursive: true });
  expect(await silent(port)).toBe(true);
});

test('dies when its guard is killed', async () => {
  const port = await freePort();
  const made = await start({ command: serve(port), ready: answers(port) });
  const guard = Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(made.pid)], { encoding: 'utf8' }));
  process.kill(guard, 'SIGKILL');
  expect((await made.exited).signal).toBe('SIGKILL');
  expect(await silent(port)).toBe(true);
});

test('an early exit and a start that never gets ready say what happened', async () => {
  const never = async (): Promise<boolean> => false;
  const early = start({ command: 'echo no such table >&2; exit 7', ready: never });
  await expect(early).rejects.toThrow(StartFailed);
  await expect(early).rejects.toThrow(
    /"echo .*ended with exit code 7 before it was ready; its last output:\nno such table/,
  );
  const late = start({ command: 'sleep 60', ready: never, timeoutMs: 200 });
  await expect(late).rejects.toThrow('The command "sleep 60" was not ready within 200 ms; it wrote nothing.');
  await expect(start({ command: 'true', cwd: '/nowhere/at/all' })).rejects.toThrow('could not be started');
});

test('only the last 64 kB of the output are kept', async () => {
  const made = await start({ command: `${node} -e "console.log('x'.repeat(100000) + 'end')"; sleep 60` });
  await until(() => made.output().includes('end') || undefined, { timeoutMs: 5000, everyMs: 10 });
  expect(made.output()).toHaveLength(64 * 1024);
});

test('a guard that has ended takes no order', async () => {
  const guard = spawnGuard();
  expect(isWaiting(guard)).toBe(true);
  const ended = once(guard, 'exit');
  guard.stdin?.end();
  await ended;
  expect(isWaiting(guard)).toBe(false);
});
