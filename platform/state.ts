import { isRecord } from '../spec/index.ts';
import { withoutProviderId } from './provider-id.ts';

/** What the integration shows for one call, ready to be compared with what it shows for another. */
export type State = unknown;

/**
 * The observed bytes as data in which only what the events said is left: the call's own id and every time
 * are replaced by a word, text that is not JSON is split into words and tags.
 */
export function stateOf(status: number, body: string, callId: string): State {
  let data: unknown;
  try {
    data = JSON.parse(body) as unknown;
  } catch {
    // Times first, since they may hold spaces; tags stand alone, so that a row is the same words wherever it is.
    data = String(neutral(body, callId)).split(/\s+|(?=<)|(?<=>)/);
  }
  return { status, body: neutral(data, callId) };
}

/** Moments as RFC 3339, SQL, RFC 9110 (`06 Nov 1994 08:49:37 GMT`), ctime and JavaScript write them; a weekday stays. */
const times =
  /(?:\d{4}[-/]\d\d[-/]\d\d[T ]|(?:\d{1,2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{2} [ \d]?\d(?: \d{4})?) )\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?/g;

export function neutral(value: unknown, callId: string): unknown {
  if (typeof value === 'string') {
    const named = withoutProviderId(value, callId).replaceAll(callId, '<call>');
    return named.replaceAll(encodeURIComponent(callId), '<call>').replace(times, '<time>');
  }
  if (typeof value === 'number') return isEpoch(value) ? '<time>' : value;
  if (Array.isArray(value)) return value.map((each) => neutral(each, callId));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [String(neutral(name, callId)), neutral(each, callId)]),
  );
}

/** A number that reads as a moment of this decade, in seconds or milliseconds. */
function isEpoch(value: number): boolean {
  const seconds = value > 1e11 ? value / 1000 : value;
  return seconds > 1_700_000_000 && seconds < 2_100_000_000;
}

/**
 * The paths at which two calls that received the same events differ: row numbers, random ids. Array positions are
 * one wildcard, so that what is volatile in one row is volatile in all.
 */
export function volatilePaths(one: State, other: State, path = ''): ReadonlySet<string> {
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    return union(one.map((each: unknown, index) => volatilePaths(each, other[index], `${path}/*`)));
  }
  if (isRecord(one) && isRecord(other) && Object.keys(one).sort().join() === Object.keys(other).sort().join()) {
    return union(Object.entries(one).map(([name, each]) => volatilePaths(each, other[name], `${path}/${name}`)));
  }
  return JSON.stringify(one) === JSON.stringify(other) ? new Set() : new Set([path]);
}

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

/** One text per state: equal texts are equal states. Volatile places are left out, members and rows are sorted. */
export function canonical(state: State, volatile: ReadonlySet<string> = new Set()): string {
  return JSON.stringify(stripped(state, volatile, ''));
}

function stripped(value: unknown, volatile: ReadonlySet<string>, path: string): unknown {
  if (volatile.has(path)) return '<varies>';
  if (Array.isArray(value)) {
    return value
      .map((each: unknown) => stripped(each, volatile, `${path}/*`))
      .map((each) => ({ each, text: JSON.stringify(each) ?? '' }))
      .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
      .map(({ each }) => each);
  }
  if (!isRecord(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, stripped(value[name], volatile, `${path}/${name}`)]));
}

/** One text per value, members sorted and rows in their order: equal texts are equal values. */
export function canonicalOrdered(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (!isRecord(each)) return each;
    return Object.fromEntries(
      Object.keys(each)
        .sort()
        .map((name) => [name, each[name]]),
    );
  });
}
