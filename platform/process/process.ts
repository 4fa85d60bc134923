import { type ChildProcess, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { type Exit, type ProcessEnd, processEndInWords } from '../../spec/index.ts';
import { deadline, until, within } from '../clock.ts';
import { lastLines, outputTail } from '../output-tail.ts';
import { exitInWords } from './ended.ts';
import { groupLives, guardProgram, signalGroup } from './guard.ts';

export interface StartOptions {
  /** For `sh -c`. */
  readonly command: string;
  readonly cwd?: string;
  /** The whole environment of the command (default: that of the kit). */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly ready: () => Promise<boolean>;
  readonly timeoutMs: number;
  /** What was missing when the time was over, as the end of a sentence. */
  readonly missing?: () => string;
  /** Whether to go on when the time is over, with what there is. */
  readonly isGoodEnough?: () => boolean;
}

export interface Running {
  /** Process id of the shell, which leads the process group. */
  readonly pid: number;
  /** The last 64 kB of standard output and standard error. */
  output(): string;
  /** The command has ended; what it left behind in its group is killed, unless `stop` gives it time. */
  readonly exited: Promise<Exit>;
  /** SIGKILL to the whole group, at once; resolves when none of it lives. */
  kill(): Promise<void>;
  /** SIGTERM to the group, SIGKILL after two seconds to what is left. */
  stop(): Promise<void>;
}

/** The integration did not come up; the message is for people and holds the end of its output. */
export class StartFailed extends Error {
  override readonly name = 'StartFailed';
  /** It has ended on its own. */
  readonly hasEnded: boolean;
  ended: ProcessEnd;

  constructor(command: string, how: string, output: string, exit?: Exit) {
    super(`${processEndInWords({ command, how })}; ${outputTail(output)}`);
    this.hasEnded = exit !== undefined;
    const lines = lastLines(output);
    this.ended = { command, how, ...(exit && { exit }), ...(lines !== '' && { output: lines }) };
  }
}

const maxOutput = 64 * 1024;
const stopMs = 2000;

type Report = { readonly pid: number } | { readonly error: string } | Exit;

/** A guard that waits for its order; one that gets none ends with its standard input. */
export function spawnGuard(): ChildProcess {
  // The order goes by the pipe, not by arguments or environment: NODE_OPTIONS of the command must not reach the guard.
  const guard = spawn(process.execPath, ['-e', guardProgram], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    detached: true,
    env: {},
  });
  // Nobody else listens before it gets its order.
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  return guard;
}

/** Whether a guard can still take an order. */
export function isWaiting({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}

/** Starts the command behind a guard and waits until it is ready. */
export async function startProcess(options: StartOptions, guard: ChildProcess = spawnGuard()): Promise<Running> {
  const { command, cwd, env = process.env, timeoutMs } = options;
  const output = keepOutput(guard);
  const closed = new Promise<void>((resolve) => guard.once('close', () => resolve()));
  const { begun, exited } = follow(guard);
  guard.stdin?.write(`${JSON.stringify({ command, cwd, env })}\n`);

  const first = await begun;
  if ('error' in first) {
    guard.stdin?.end();
    throw new StartFailed(command, `could not be started (${first.error})`, output());
  }
  const running = control(guard, first.pid, { exited, closed, output });
  const outcome = await readiness(options, running.exited).catch(async (error: unknown) => {
    await running.kill();
    throw error;
  });
  const isLate = outcome === 'late';
  if (outcome === 'ready' || (isLate && options.isGoodEnough?.())) return running;
  const missing = options.missing?.();
  await running.kill();
  if (!isLate) throw new StartFailed(command, `${exitInWords(outcome)} before it was ready`, output(), outcome);
  const late = `was not ready within ${timeoutMs} ms`;
  throw new StartFailed(command, missing === undefined ? late : `${late} (${missing})`, output());
}

async function readiness(options: StartOptions, exited: Promise<Exit>): Promise<'ready' | 'late' | Exit> {
  const end = deadline(options.timeoutMs);
  let exit: Exit | undefined;
  const gone = exited.then((value) => {
    exit = value;
    return false;
  });
  while (!end.passed()) {
    const ready = await within(Promise.race([gone, options.ready()]), end.remaining());
    if (exit) return exit;
    if (ready) return 'ready';
    // A tenth of the time so far: a fast start is noticed at once, and a slow one does not get a thousand requests.
    const every = Math.min(100, Math.max(5, (options.timeoutMs - end.remaining()) / 10));
    await within(gone, Math.min(every, end.remaining()));
    if (exit) return exit;
  }
  return 'late';
}

interface Watched {
  readonly exited: Promise<Exit>;
  readonly closed: Promise<void>;
  readonly output: () => string;
}

function control(guard: ChildProcess, pid: number, { exited, closed, output }: Watched): Running {
  let stopping = false;
  let over = false;
  const gone = (timeoutMs: number): Promise<true | undefined> =>
    until(() => (groupLives(pid) ? undefined : true), { timeoutMs, everyMs: 10 });
  const kill = async (): Promise<void> => {
    if (!over) signalGroup(pid, 'SIGKILL');
    await exited;
    await gone(stopMs);
    over = true;
    guard.stdin?.end();
    // What the command wrote last may still be in the pipe; a process that left the group may hold it open.
    await within(closed, 500);
  };
  const stop = async (): Promise<void> => {
    stopping = true;
    if (!over) signalGroup(pid, 'SIGTERM');
    await gone(stopMs);
    await kill();
  };
  // Not while stopping: a shell ends at once, what it started may need its two seconds.
  exited.then(() => (stopping ? undefined : kill()));
  return { pid, output, exited, kill, stop };
}

function keepOutput(guard: ChildProcess): () => string {
  let kept: Buffer = Buffer.alloc(0);
  const keep = (chunk: Buffer): void => {
    kept = Buffer.concat([kept, chunk]).subarray(-maxOutput);
  };
  guard.stdout?.on('data', keep);
  guard.stderr?.on('data', keep);
  return () => kept.toString('utf8');
}

/** Reads the guard's reports; a guard that dies without its last report takes the group with it. */
function follow(guard: ChildProcess): { begun: Promise<{ pid: number } | { error: string }>; exited: Promise<Exit> } {
  let begin: (value: { pid: number } | { error: string }) => void = () => undefined;
  let exit: (value: Exit) => void = () => undefined;
  const begun = new Promise<{ pid: number } | { error: string }>((resolve) => {
    begin = resolve;
  });
  const exited = new Promise<Exit>((resolve) => {
    exit = resolve;
  });
  let pid: number | undefined;
  let rest = '';
  const pipe = guard.stdio[3];
  if (pipe instanceof Readable) {
    pipe.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const report = JSON.parse(line) as Report;
        if ('pid' in report) pid = report.pid;
        if ('pid' in report || 'error' in report) begin(report);
        else exit(report);
      }
    });
  }
  guard.once('error', (error) => begin({ error: error.message }));
  // Not on `close`: the command holds the output pipes open as long as it lives.
  guard.once('exit', () => {
    if (pid !== undefined) signalGroup(pid, 'SIGKILL');
    begin({ error: 'its guard ended' });
    exit({ code: null, signal: 'SIGKILL' });
  });
  return { begun, exited };
}
