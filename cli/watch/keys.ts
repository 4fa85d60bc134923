import { createInterface } from 'node:readline/promises';
import type { ReadStream } from 'node:tty';
import type { Request } from './inbox.ts';

/** The keys of watch mode, as test runners have them. */
export const keyHelp = 'a all · f failed · p pattern · u update fixtures · q quit';

const requests: Readonly<Record<string, Request>> = {
  a: { kind: 'all' },
  '\r': { kind: 'all' },
  f: { kind: 'failed' },
  u: { kind: 'update' },
  q: { kind: 'quit' },
  '\u0003': { kind: 'quit' },
  '\u0004': { kind: 'quit' },
};

/** Reads single keys from a terminal, and lines from anything else: `f`, or `p webhook.*`. */
export function readKeys(input: ReadStream, put: (request: Request) => void): () => void {
  if (!input.isTTY) return readLines(input, put);
  const read = (chunk: Buffer): void => {
    for (const key of chunk.toString()) {
      const request = requests[key];
      if (request) put(request);
      if (key === 'p') return void askPattern();
    }
  };
  async function askPattern(): Promise<void> {
    input.off('data', read).setRawMode(false);
    const reader = createInterface({ input, output: process.stderr });
    const glob = await reader.question('pattern (Enter: all) > ').catch(() => '');
    reader.close();
    listen();
    put(glob.trim() === '' ? { kind: 'all' } : { kind: 'pattern', glob: glob.trim() });
  }
  function listen(): void {
    input.setRawMode(true).resume().on('data', read);
  }
  listen();
  return () => void input.off('data', read).setRawMode(false).pause();
}

function readLines(input: ReadStream, put: (request: Request) => void): () => void {
  const reader = createInterface({ input });
  reader.on('line', (line) => {
    const [key = '', glob] = line.trim().split(/\s+/);
    const request = key === 'p' && glob !== undefined ? ({ kind: 'pattern', glob } as const) : requests[key];
    if (request) put(request);
  });
  return () => reader.close();
}
