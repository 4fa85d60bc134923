import { randomInt } from 'node:crypto';
import { isFree } from '../../platform/http/free-ports.ts';

/** The ports of the documentation, and free ones that stand for them in a test. */
export interface Ports {
  taken(text: string): string;
  documented(text: string): string;
}

/** That of an integration, those of `mvk serve` and `mvk listen`, and the two of `mvk record`, which follow each other. */
const shown: readonly number[] = [3000, 4010, 4020, 4100, 4101];

export async function takePorts(): Promise<Ports> {
  const first = await freeRow();
  const pairs = shown.map((port, at) => [String(port), String(first + at)] as const);
  return {
    taken: (text) => pairs.reduce((changed, [from, to]) => replaced(changed, from, to), text),
    documented: (text) => pairs.reduce((changed, [from, to]) => replaced(changed, to, from), text),
  };
}

function replaced(text: string, from: string, to: string): string {
  return text.replace(new RegExp(`\\b${from}\\b`, 'g'), to);
}

const perWorker = 1_000;

/** The first of some free ports in a row, where no other worker and no command of the kit looks for one. */
async function freeRow(): Promise<number> {
  const lowest = 10_000 + Number(process.env.TEST_PARALLEL_INDEX) * perWorker;
  for (;;) {
    const first = lowest + randomInt(perWorker - shown.length);
    const free = await Promise.all(shown.map((_, at) => isFree(first + at)));
    if (free.every(Boolean)) return first;
  }
}
