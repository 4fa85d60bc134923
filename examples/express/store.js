import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, unlink } from 'node:fs/promises';
import path from 'node:path';

/** Keeps every event once: a folder per call, a file per event, named by what is in it. */
export function openStore(folder) {
  const folderOf = (callId) => path.join(folder, sha256(callId)); // an id may hold anything, a file name may not

  async function eventsOf(callId) {
    const home = folderOf(callId);
    const names = (await namesIn(home)).filter((name) => name.endsWith('.json')).sort();
    const events = await Promise.all(
      names.map(async (name) => JSON.parse(await readFile(path.join(home, name), 'utf8'))),
    );
    // In the order in which they were made, whatever the order in which they came.
    return events.sort((a, b) => a.created_at.localeCompare(b.created_at));
  }

  return {
    eventsOf,

    /** Resolves once the event is on the disk. One that is already there changes nothing. */
    async add(callId, event) {
      const text = JSON.stringify(event, inOneOrder);
      const home = folderOf(callId);
      await mkdir(home, { recursive: true });
      const draft = path.join(home, `${randomUUID()}.draft`);
      await writeDurably(draft, text);
      // A link appears whole or not at all, and only for the first of those who try at the same time.
      await link(draft, path.join(home, `${sha256(text)}.json`)).catch((error) => {
        if (error.code !== 'EEXIST') throw error;
      });
      await unlink(draft);
    },

    /** What the caller entered last. */
    async digits(callId) {
      const gathered = (await eventsOf(callId)).filter(({ event }) => event === 'call.gathered');
      return gathered.at(-1)?.data.digits;
    },
  };
}

async function writeDurably(file, text) {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Nothing was stored for a call that has no folder. */
async function namesIn(folder) {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** A retry may name its members in another order, and is the same event. */
function inOneOrder(_, value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
