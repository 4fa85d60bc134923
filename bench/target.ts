import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Target {
  readonly origin: string;
  close(): Promise<void>;
}

/** Starts a server of `targets/`, which prints its origin, in a process of its own. */
export async function startTarget(name: string, environment: Readonly<Record<string, string>> = {}): Promise<Target> {
  const script = fileURLToPath(new URL(`targets/${name}`, import.meta.url));
  const child = spawn(process.execPath, ['--import', new URL('plain.js', import.meta.url).href, script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([
    new Promise<string>((resolve) => lines.once('line', resolve)),
    gone.then(() => Promise.reject(new Error(`${name} ended before it listened`))),
  ]);
  return {
    origin: first,
    async close() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
