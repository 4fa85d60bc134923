import { existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const terminal = ['call.completed', 'call.failed', 'call.canceled'];

/** Keeps every event once: in memory, and as a line of JSON in one file, which is read again at the start. */
export function openEvents(folder) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'events.jsonl');
  const calls = new Map();
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    const kept = parsed(line);
    if (kept) remember(kept.callId, kept.event);
  }
  const log = openSync(file, 'a');

  function remember(callId, event) {
    calls.set(callId, [...(calls.get(callId) ?? []), event]);
  }

  /** In the order in which they were made, whatever the order in which they came. */
  function of(callId) {
    return [...(calls.get(callId) ?? [])].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }

  return {
    /** Returns once the event is on the disk. One that is already there changes nothing. */
    add(callId, event) {
      // A retry is the same event; a second menu of the call has the same name and another time or other digits.
      if (calls.get(callId)?.some((kept) => isDeepStrictEqual(kept, event))) return;
      // The line break comes first: it also ends a line that a crash cut short.
      writeSync(log, `\n${JSON.stringify({ callId, event })}`);
      fsyncSync(log);
      remember(callId, event);
    },

    /** What the caller entered last. */
    digits: (callId) => of(callId).findLast(({ event }) => event === 'call.gathered')?.data.digits,

    /** What is known of a call; undefined for one that nobody has told of. */
    summary(callId) {
      const events = of(callId);
      const last = events.findLast(({ event }) => terminal.includes(event)) ?? events.at(-1);
      return last && { call_id: callId, status: last.status, events };
    },
  };
}

function rank({ created_at, event, data }) {
  return `${created_at} ${event} ${JSON.stringify(data)}`;
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // empty, or cut short by a crash: it was never acknowledged
  }
}
