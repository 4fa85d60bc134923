import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The compiled command. */
export const main: string = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

/** Runs Node with these arguments, and waits until it has ended well. */
export function run(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${args.join(' ')} ended with ${code}: ${errors.slice(0, 500)}`));
    });
  });
}
