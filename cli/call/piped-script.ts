import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Script } from '../../platform/script.ts';
import { scriptEntry } from './plan.ts';

/** More moves than any call has; `yes 1 | mvk call` ends here. */
const max = 1000;

/** The moves of a caller from a pipe, one a line up to its end; `waiting` is called when it stays open without a word. */
export async function pipedScript(input: Readable, waiting: () => void): Promise<Script> {
  const script: string[] = [];
  const timer = setTimeout(waiting, 2000);
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      clearTimeout(timer);
      script.push(scriptEntry(line, `line ${script.length + 1} of the input`, true));
      if (script.length === max) break;
    }
    return script;
  } finally {
    clearTimeout(timer);
    input.destroy();
  }
}
