import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../platform/http/free-ports.ts';
import { mvkFile } from '../kit.ts';

/** An integration with a child that ignores every polite signal, and one that left its process group. */
const integration = `
const { spawn } = require('node:child_process');
const stubborn = "process.on('SIGTERM', () => {}); process.on('SIGINT', () => {}); setInterval(() => {}, 1000)";
spawn(process.execPath, ['-e', stubborn], { stdio: 'ignore' });
spawn(process.execPath, ['-e', stubborn], { stdio: 'ignore', detached: true }).unref();
require('node:http')
  .createServer((request, response) => {
    request.resume();
    response.setHeader('Content-Type', 'application/json');
    response.end('{"actions":[{"say":{"text":"Hello."}}]}');
  })
  .listen(Number(process.argv[2]), '127.0.0.1');
`;

export const oldReport = '{"an":"earlier report"}';

export interface Run {
  readonly child: ChildProcess;
  /** Where it runs, and where it puts temporary files. */
  readonly home: string;
  readonly folder: string;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  stderr(): string;
  /** Resolves once that many lines of progress were printed, or it has ended before. */
  lines(count: number): Promise<void>;
  /** Ids of processes that it started, directly or not, and that live. */
  processes(): readonly number[];
}

/** Starts a check whose report folder holds an earlier report; of two instances, each with a folder of its own, if asked. */
export async function startCheck(instances?: number): Promise<Run> {
  const home = mkdtempSync(path.join(tmpdir(), 'mvk-killed-'));
  const folder = path.join(home, 'report');
  mkdirSync(folder);
  for (const name of ['report.json', 'junit.xml']) writeFileSync(path.join(folder, name), oldReport);
  writeFileSync(path.join(home, 'integration.cjs'), integration);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const command = `${JSON.stringify(process.execPath)} integration.cjs ${port}`;
  const more = instances === undefined ? [] : ['--only', 'webhook.http.*'];
  const only = ['--report', folder, '--only', 'answer.*', ...more, '--runs', '3'];
  const flags = instances === undefined ? ['--answer-url', url, '--start', command, ...only] : only;
  if (instances !== undefined) {
    const own = `http://127.0.0.1:$\{PORT}/`;
    const start = { command: command.replace(String(port), '"$PORT"'), instances };
    const config = { answerUrl: own, webhookUrl: own, webhookSecret: 'not-a-real-secret', start };
    writeFileSync(path.join(home, 'mvk.config.json'), JSON.stringify(config));
  }
  const mark = randomUUID();
  const child = spawn(process.execPath, [mvkFile, 'check', ...flags], {
    cwd: home,
    env: { ...process.env, MVK_TEST_MARK: mark, TMPDIR: home },
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk) => {
      output[name] += chunk;
    });
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  const lines = (count: number): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (output.stdout.split('\n').length > count) resolve();
      };
      child.stdout.on('data', look);
      ended.then(() => resolve());
      look();
    });
  return { child, home, folder, ended, stderr: () => output.stderr, lines, processes: () => marked(mark) };
}

/** Whoever has the mark in its environment, alive. */
export function marked(mark: string): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && holds(entry, mark))
    .map(Number);
}

function holds(entry: string, mark: string): boolean {
  try {
    return readFileSync(`/proc/${entry}/environ`, 'latin1').includes(mark);
  } catch {
    return false;
  }
}
