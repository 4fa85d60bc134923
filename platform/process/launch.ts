import type { ChildProcess } from 'node:child_process';
import type { BenchOptions } from '../../spec/index.ts';
import type { Launch } from '../bench.ts';
import { within } from '../clock.ts';
import { accessing } from '../http/access.ts';
import { withoutProxy } from '../http/proxy.ts';
import { trusting } from '../http/tls/authorities.ts';
import { exitInWords } from './ended.ts';
import { requireFreePorts, requireOwnListeners } from './port-holder.ts';
import { lineageOf } from './proc.ts';
import { isWaiting, type Running, StartFailed, spawnGuard, startProcess } from './process.ts';
import { readinessOf } from './readiness.ts';
import { requestsByOrigin } from './ready-requests.ts';

const defaultTimeoutMs = 15_000;

/** How to start the integration; `undefined` if it is already running. */
export function launcher(options: BenchOptions): Launch | undefined {
  const { start } = options;
  if (!start) return undefined;
  const starter = createStarter(options, start);
  let starts = 0;
  /** For the next start: what was started again once will be started again soon. */
  let spare: ChildProcess | undefined;
  return async (environment) => {
    await requireFreePorts(options, starts > 0);
    const guard = spare && isWaiting(spare) ? spare : spawnGuard();
    spare = undefined;
    // The plan of the run holds secrets. What the user wrote wins: a fixed base URL of theirs is theirs to answer for.
    const env = withoutProxy({ ...process.env, MVK_PLAN: undefined, ...environment, ...start.env });
    const running = await starter(env, guard);
    if (starts++ > 0) spare = spawnGuard();
    const stop = async (): Promise<void> => {
      spare?.stdin?.end();
      await running.stop();
    };
    return { ...running, stop };
  };
}

type Starter = (env: NodeJS.ProcessEnv, guard: ChildProcess) => Promise<Running>;

/** Starts and waits until it is ready; what one start taught is known to the next. */
function createStarter(options: BenchOptions, start: NonNullable<BenchOptions['start']>): Starter {
  const { command, cwd, timeoutMs = defaultTimeoutMs } = start;
  let requests = requestsByOrigin(options);
  let takesUnavailable = false;
  return async function starter(env, guard) {
    const readiness = readinessOf(requests, {
      timeoutMs,
      takesUnavailable,
      ...trusting(options),
      ...accessing(options),
    });
    try {
      const running = await startProcess(
        {
          command,
          ...(cwd && { cwd }),
          env,
          timeoutMs,
          ready: readiness.isReady,
          missing: readiness.missing,
          isGoodEnough: readiness.isUnavailable,
        },
        guard,
      );
      takesUnavailable ||= readiness.isUnavailable();
      requests = readiness.requests();
      await ownOrStopped(options, running, guard);
      if (!start.reuse) await requireAlive(command, running);
      return running;
    } catch (error) {
      // It may have ended by what it was asked. That is for a check to find, if it ends by what it must bear.
      const mayBeOurs = error instanceof StartFailed && error.hasEnded && readiness.wasAsked();
      if (!mayBeOurs || requests.every(({ length }) => length < 2)) throw error;
      requests = requestsByOrigin(options).map((each) => each.slice(-1));
      return starter(env, spawnGuard());
    } finally {
      await readiness.close();
    }
  };
}

async function ownOrStopped(options: BenchOptions, running: Running, guard: ChildProcess): Promise<void> {
  try {
    await requireOwnListeners(options, { guard: guard.pid ?? 0, shell: running.pid });
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** The report of its guard may follow the end of a process by a moment. */
const endMs = 50;

/** A command that failed has no port: another server gave the response that was taken for its own. */
async function requireAlive(command: string, { pid, exited, output }: Running): Promise<void> {
  const exit = await within(exited, (await lineageOf(pid))?.hasEnded === false ? 0 : endMs);
  // One that ended well may have left a server in the background.
  if (!exit || exit.code === 0) return;
  throw new StartFailed(command, `${exitInWords(exit)} before it was ready`, output(), exit);
}
