import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { callCommand } from '../cli/run-command.ts';

/** A shell as a reader has one: a folder of its own, `mvk` at hand, and what is exported stays. */
export interface Session {
  readonly folder: string;
  run(command: string): Promise<{ readonly code: number; readonly output: string }>;
  /** Starts what does not end by itself; the function gives its output until now. */
  background(command: string): Promise<() => string>;
  close(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, '../..');
/** Set by what runs the tests; a reader's terminal has none of it. */
const foreign = /^(PW_|PWTEST_|PLAYWRIGHT_|TEST_|GITHUB_|CI_|MINIVOICE_|MVK_)|^(CI|NO_COLOR|FORCE_COLOR|DEBUG_COLORS)$/;

export function openSession(): Session {
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'mvk-docs-')));
  const folder = path.join(base, 'project');
  const bin = path.join(base, 'bin');
  for (const made of [folder, bin]) mkdirSync(made);
  const [node, ...words] = callCommand.slice(0, -1);
  program(path.join(bin, 'mvk'), `exec ${[node, ...words].map((word) => `'${word}'`).join(' ')} "$@"`);
  program(path.join(bin, 'npx'), '[ "$1" = --no-install ] && shift\nexec "$@"');
  install(path.join(folder, 'node_modules/minivoice-conformance'));
  const outer = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const env = { ...Object.fromEntries(outer), PATH: `${bin}${path.delimiter}${process.env.PATH}` };
  // A group of its own, so that what it leaves running is ended with it.
  const shell = spawn('/bin/sh', [], { cwd: folder, env, detached: true, stdio: ['pipe', 'pipe', 'inherit'] });
  const codes = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  let count = 0;
  const output = () => path.join(base, `${++count}.txt`);

  async function send(line: string): Promise<number> {
    shell.stdin.write(`${line}\necho $?\n`);
    const { value, done } = await codes.next();
    if (done) throw new Error(`the shell ended at: ${line}`);
    return Number(value);
  }

  return {
    folder,
    async run(command) {
      const file = output();
      const code = await send(`{ ${command}\n} > '${file}' 2>&1 < /dev/null`);
      return { code, output: readFileSync(file, 'utf8') };
    },
    async background(command) {
      const file = output();
      writeFileSync(file, '');
      await send(`{ ${command}\n} > '${file}' 2>&1 < /dev/null &`);
      return () => readFileSync(file, 'utf8');
    },
    async close() {
      await end(shell);
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/** The kit as a dependency, in its sources: what is compiled may be of yesterday. */
function install(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const exports = { '.': './spec/define-config.ts', './types': './spec/types.ts' };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ type: 'module', exports }));
  symlinkSync(path.join(root, 'spec'), path.join(folder, 'spec'));
}

function program(file: string, line: string): void {
  writeFileSync(file, `#!/bin/sh\n${line}\n`);
  chmodSync(file, 0o755);
}

/** Asks the shell and all that it started to end, and waits until they have. */
async function end({ pid, stdout, exitCode }: ChildProcess): Promise<void> {
  if (pid === undefined) return;
  const closed = exitCode === null ? new Promise((resolve) => stdout?.once('close', resolve)) : undefined;
  signal(pid, 'SIGTERM');
  const timer = setTimeout(() => signal(pid, 'SIGKILL'), 10_000);
  await closed;
  clearTimeout(timer);
}

function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
