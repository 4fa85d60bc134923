import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Where a made-up flow keeps what it knows of a call: in its URLs; in memory, in a file or in a database by call id; or,
 * wrongly, in one variable for all calls.
 */
export type Keeping = 'url' | 'memory' | 'file' | 'database' | 'module';

/** Where a call is, and how often in a row. */
export interface Kept {
  readonly at: string;
  readonly tries: number;
}

interface Keeper {
  /** Undefined for a call that has only begun. */
  load(callId: string, url: URL): Promise<Kept | undefined>;
  save(callId: string, kept: Kept): Promise<void>;
  /** The digits of the last gather, which can be taken once. */
  put(callId: string, digits: string): Promise<void>;
  take(callId: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/** A table by call id. */
interface Table {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string | undefined): Promise<void>;
  close(): Promise<void>;
}

export function keeperOf(keeping: Keeping): Keeper {
  const table = keeping === 'file' ? files() : inMemory(keeping === 'database');
  const slot = (callId: string) => (keeping === 'module' ? 'the one' : `place ${callId}`);
  return {
    async load(callId, url) {
      if (keeping === 'module') return jsonIn(await table.get(slot(callId)));
      if (url.pathname === '/answer') return undefined;
      const { at, tries } = Object.fromEntries(url.searchParams);
      if (keeping === 'url') return { at: at ?? '', tries: Number(tries) };
      return jsonIn(await table.get(slot(callId)));
    },
    async save(callId, kept) {
      if (keeping !== 'url') await table.set(slot(callId), JSON.stringify(kept));
    },
    put: (callId, digits) => table.set(`digits ${callId}`, digits),
    async take(callId) {
      const digits = await table.get(`digits ${callId}`);
      await table.set(`digits ${callId}`, undefined);
      return digits;
    },
    close: () => table.close(),
  };
}

function jsonIn(text: string | undefined): Kept | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Kept);
}

/** A map; with `isFar`, one that answers later. */
function inMemory(isFar: boolean): Table {
  const rows = new Map<string, string>();
  const travel = () => (isFar ? new Promise<void>((resolve) => void setImmediate(resolve)) : Promise.resolve());
  return {
    async get(key) {
      await travel();
      return rows.get(key);
    },
    async set(key, value) {
      await travel();
      if (value === undefined) rows.delete(key);
      else rows.set(key, value);
    },
    close: async () => {},
  };
}

/** A file per row; synchronous, as waiting for each costs more than the call flow does. */
function files(): Table {
  const folder = mkdtempSync(path.join(tmpdir(), 'mvk-menu-'));
  const file = (key: string) => path.join(folder, encodeURIComponent(key));
  return {
    get: async (key) => (existsSync(file(key)) ? readFileSync(file(key), 'utf8') : undefined),
    async set(key, value) {
      if (value === undefined) rmSync(file(key), { force: true });
      else writeFileSync(file(key), value);
    },
    close: async () => rmSync(folder, { recursive: true }),
  };
}
