import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInit } from '../../cli/init/run.ts';

/** A folder with files in it, and `mvk init` run there. */
interface InitFolder {
  readonly place: string;
  write(name: string, text: string): void;
  read(name: string): string;
  /** Runs it in a folder below, with flags as they are parsed; gives what it printed. */
  init(flags?: Parameters<typeof runInit>[0], below?: string): Promise<string>;
}

export function initFolder(files: Readonly<Record<string, string>> = {}): InitFolder {
  const place = mkdtempSync(path.join(tmpdir(), 'mvk-init-'));
  const write: InitFolder['write'] = (name, text) => {
    mkdirSync(path.dirname(path.join(place, name)), { recursive: true });
    writeFileSync(path.join(place, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    place,
    write,
    read: (name) => readFileSync(path.join(place, name), 'utf8'),
    async init(flags = {}, below = '.') {
      const lines: string[] = [];
      await runInit({ yes: true, ...flags }, path.join(place, below), (line) => lines.push(line));
      return lines.join('\n');
    },
  };
}
