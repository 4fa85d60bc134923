import type { BenchOptions } from '../spec/index.ts';
import type { Launch } from './bench.ts';
import { createClient } from './client.ts';
import { isListening } from './listening.ts';
import { isWaiting, spawnGuard, startProcess } from './process.ts';

const defaultTimeoutMs = 15_000;

/** How the integration's command is started; `undefined` where it runs by itself. */
export function launcher(options: BenchOptions): Launch | undefined {
  const { start } = options;
  if (!start) return undefined;
  let starts = 0;
  /** For the next start: what was started again once will be started again soon. */
  let spare: ReturnType<typeof spawnGuard> | undefined;
  return async (environment) => {
    const guard = spare && isWaiting(spare) ? spare : spawnGuard();
    spare = undefined;
    const running = await startProcess(
      {
        command: start.command,
        ...(start.cwd ? { cwd: start.cwd } : {}),
        // The plan of the run holds secrets. What the user wrote wins: a fixed base URL of theirs is theirs to answer for.
        env: { ...process.env, MVK_PLAN: undefined, ...environment, ...start.env },
        ready: () => isReady(options),
        timeoutMs: start.timeoutMs ?? defaultTimeoutMs,
      },
      guard,
    );
    if (starts++ > 0) spare = spawnGuard();
    const stop = async (): Promise<void> => {
      spare?.stdin?.end();
      await running.stop();
    };
    return { ...running, stop };
  };
}

/** Any HTTP response of readyUrl, or without one a connection to each target. */
async function isReady({ start, answerUrl, webhookUrl }: BenchOptions): Promise<boolean> {
  if (start?.readyUrl) {
    const client = createClient({ timeoutMs: 2_000 });
    try {
      const { response } = await client.send({ method: 'GET', url: start.readyUrl, freshConnection: true });
      return response !== undefined;
    } finally {
      await client.close();
    }
  }
  const targets = [answerUrl, webhookUrl].filter((url) => url !== undefined);
  return (await Promise.all(targets.map(isListening))).every(Boolean);
}
