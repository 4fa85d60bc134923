import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface ServedPage {
  readonly url: string;
  stop(): void;
}

/** Starts `mvk ui` with the faulty bundled integration, in a folder of its own that is removed afterwards. */
export async function served(): Promise<ServedPage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mvk-pictures-'));
  const main = path.resolve(import.meta.dirname, '../../cli/main.ts');
  const words = ['--import', import.meta.resolve('tsx'), main, 'ui', '--no-open', '--port', '0', '--demo', '--flawed'];
  const child = spawn(process.execPath, words, { cwd: folder, env: { ...process.env, XDG_CACHE_HOME: folder } });
  const stop = (): void => {
    child.once('close', () => rmSync(folder, { recursive: true, force: true }));
    child.kill('SIGTERM');
  };
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      const [found] = /http:\/\/\S+token=\S+/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('close', () => reject(new Error('mvk ui did not start')));
  });
  return { url, stop };
}
