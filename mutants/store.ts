import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** What is kept of one webhook event. */
export interface StoredEvent {
  readonly event: string;
  readonly created_at: string;
  /** `call.status` of the event, where it had one. */
  readonly status: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Events by call and idempotency key, in order of arrival. */
export interface Store {
  load(callId: string): Promise<readonly StoredEvent[]>;
  /** Inserts unless the key is there already, in one step; says whether it inserted. */
  add(callId: string, key: string, event: StoredEvent): Promise<boolean>;
  has(callId: string, key: string): Promise<boolean>;
}

/** What outlives a restart of a server that runs in this process. */
export type Disk = Map<string, Map<string, StoredEvent>>;

/** A store whose content lives as long as its disk. */
export function memoryStore(disk: Disk = new Map()): Store {
  return storeOver(disk, () => {});
}

/** A store that appends each event to a file as a line of JSON before it counts as added. */
export function fileStore(path: string): Store {
  const disk: Disk = new Map();
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  for (const line of text.split('\n')) restore(disk, line);
  // A write that was cut short must not swallow the next one.
  if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n');
  return storeOver(disk, (callId, key, event) => {
    appendFileSync(path, `${JSON.stringify({ callId, key, event })}\n`);
  });
}

type Persist = (callId: string, key: string, event: StoredEvent) => void;

/** Nothing is awaited between the look and the write, so no other request comes between them. */
function storeOver(disk: Disk, persist: Persist): Store {
  return {
    load: async (callId) => [...(disk.get(callId)?.values() ?? [])],
    has: async (callId, key) => disk.get(callId)?.has(key) ?? false,
    add: async (callId, key, event) => {
      if (disk.get(callId)?.has(key)) return false;
      persist(callId, key, event);
      insert(disk, callId, key, event);
      return true;
    },
  };
}

function insert(disk: Disk, callId: string, key: string, event: StoredEvent): void {
  const events = disk.get(callId) ?? new Map<string, StoredEvent>();
  disk.set(callId, events.set(key, event));
}

function restore(disk: Disk, line: string): void {
  let entry: { callId: string; key: string; event: StoredEvent };
  try {
    entry = JSON.parse(line);
  } catch {
    return; // empty, or torn: it was never acknowledged
  }
  insert(disk, entry.callId, entry.key, entry.event);
}
