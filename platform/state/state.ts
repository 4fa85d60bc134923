import { isRecord } from '../../spec/index.ts';
import { withoutProviderId } from '../events/provider-id.ts';
import { isText, mask, nowhere, type Places, textOf } from './places.ts';
import { rowsOf } from './text-places.ts';

/** What the integration shows for one call, ready to be compared with what it shows for another. */
export type State = unknown;

/**
 * The observed bytes as data in which only what the events said is left: the call's own id and every time
 * are replaced by a word.
 */
export function stateOf(status: number, body: string, callId: string): State {
  let data: unknown = body;
  try {
    data = JSON.parse(body) as unknown;
  } catch {
    // A text; it is compared row by row and word by word.
  }
  return { status, body: neutralize(data, callId) };
}

/** Moments as RFC 3339, SQL, RFC 9110 (`06 Nov 1994 08:49:37 GMT`), ctime and JavaScript write them; a weekday stays. */
const times =
  /(?:\d{4}[-/]\d\d[-/]\d\d[T ]|(?:\d{1,2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{2} [ \d]?\d(?: \d{4})?) )\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?/g;

/** Ages of what is shown, in the words of most libraries; those of others are learnt from the page. */
const ages =
  /\b(?:just now|(?:(?:about|almost|over|less than) )?(?:an?|a few|some|\d+) ?(?:moments?|[smhd]|(?:sec|min|hr)s?|seconds?|minutes?|hours?|days?) ago)\b/gi;

export function neutralize(value: unknown, callId: string): unknown {
  if (typeof value === 'string') {
    const named = withoutProviderId(value, callId).replaceAll(callId, '<call>');
    return named.replaceAll(encodeURIComponent(callId), '<call>').replace(times, '<time>').replace(ages, '<age>');
  }
  if (typeof value === 'number') return isEpoch(value) ? '<time>' : value;
  if (Array.isArray(value)) return value.map((each) => neutralize(each, callId));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [String(neutralize(name, callId)), neutralize(each, callId)]),
  );
}

/** A number that reads as a moment of this decade, in seconds or milliseconds. */
export function isEpoch(value: number): boolean {
  const seconds = value > 1e11 ? value / 1000 : value;
  return seconds > 1_700_000_000 && seconds < 2_100_000_000;
}

/** One text per state: equal texts are equal states. These places are left out; members, rows and words are sorted. */
export function canonical(state: State, without: Places = nowhere): string {
  const rest = mask(state, without);
  const { body } = isRecord(rest) ? rest : {};
  const words = isRecord(rest) && isText('/body', body) ? { ...rest, body: rowsOf(body).flat() } : rest;
  return textOf(words);
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
