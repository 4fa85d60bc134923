import { spawn } from 'node:child_process';

/** Opens a URL where a person is likely to see it: with a terminal, and outside CI. */
export function openBrowser(url: string): void {
  if (!process.stdout.isTTY || process.env.CI) return;
  const program = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(program, [url], { stdio: 'ignore', detached: true });
  // There may be none: the URL was printed.
  child.on('error', () => undefined);
  child.unref();
}
