import { createServer } from 'node:net';

/** The ports of the documentation, and free ones that stand for them in a test. */
export interface Ports {
  taken(text: string): string;
  documented(text: string): string;
}

/** That of an integration, those of `mvk serve` and `mvk listen`, and the two of `mvk record`, which follow each other. */
const shown: readonly number[] = [3000, 4010, 4020, 4100, 4101];

export async function takePorts(): Promise<Ports> {
  const first = await freeRow(shown.length);
  const pairs = shown.map((port, at) => [String(port), String(first + at)] as const);
  return {
    taken: (text) => pairs.reduce((changed, [from, to]) => replaced(changed, from, to), text),
    documented: (text) => pairs.reduce((changed, [from, to]) => replaced(changed, to, from), text),
  };
}

function replaced(text: string, from: string, to: string): string {
  return text.replace(new RegExp(`\\b${from}\\b`, 'g'), to);
}

/** The first of some free ports in a row, below those that connections are given. */
async function freeRow(length: number): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 11_000);
    const free = await Promise.all(Array.from({ length }, (_, at) => isFree(first + at)));
    if (free.every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
