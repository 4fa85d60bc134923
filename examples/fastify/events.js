import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/** Keeps every event once, as a line of JSON in a file per call. One writer at a time, so that look and write are one step. */
export class Events {
  #folder;
  #last = Promise.resolve();

  constructor(folder) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Resolves once the event is on the disk. One that is already there changes nothing. */
  add(callId, event) {
    const written = this.#last.then(async () => {
      const known = await this.#read(callId);
      if (known.some((each) => isDeepStrictEqual(each, event))) return;
      // The line break comes first: it also ends a line that a crash cut short.
      await appendFile(this.#fileOf(callId), `\n${JSON.stringify(event)}`, { flush: true });
    });
    this.#last = written.catch(() => undefined);
    return written;
  }

  /** In the order in which they were made, whatever the order in which they came. */
  async of(callId) {
    const sorted = (await this.#read(callId)).map((event) => [
      event.created_at + event.event + JSON.stringify(event.data),
      event,
    ]);
    return sorted.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event);
  }

  async #read(callId) {
    const text = await readFile(this.#fileOf(callId), 'utf8').catch((error) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return text.split('\n').flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return []; // empty, or cut short by a crash: it was never acknowledged
      }
    });
  }

  #fileOf(callId) {
    // An id may hold anything, a file name may not.
    return path.join(this.#folder, `${createHash('sha256').update(callId).digest('hex')}.jsonl`);
  }
}
