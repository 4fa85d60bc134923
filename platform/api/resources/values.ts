import { isRecord } from '../../../spec/index.ts';

/** Other values of members that a response may have instead of those that it has. */

type Change = (name: string, value: unknown) => unknown;

/** A copy with every value that is no object changed by the name of its member; items of a list go by the name of the list. */
function changed(value: unknown, change: Change, name = ''): unknown {
  if (Array.isArray(value))
    return change(
      name,
      value.map((each) => changed(each, change, name)),
    );
  if (!isRecord(value)) return change(name, value);
  // The members of metadata are the client's own.
  const members = Object.entries(value).map(([key, each]) => [
    key,
    key === 'metadata' ? each : changed(each, change, key),
  ]);
  return Object.fromEntries(members);
}

/** Where the documentation names several values, another than that of the sample. */
export function revalued(value: unknown): unknown {
  return changed(value, (name, each) => {
    if (name === 'status' && each === 'dialing') return 'in_progress';
    return name === 'sentiment' ? 'mixed' : each;
  });
}

/** Members whose set of words the documentation leaves open (Q66, Q95, Q100, Q103). */
const open: ReadonlySet<string> = new Set(['outcome', 'sentiment', 'speaker', 'language', 'provider', 'storage_type']);
const unknownWord = 'word_of_a_later_version';

/** They say whether there is a result, or whose number it is: they change by themselves, except in a call that was just created. */
const decisive: ReadonlySet<string> = new Set(['status', 'route_mode']);

export function unknownValues(value: unknown, which: 'the status' | 'but the status'): unknown {
  const isNew = isRecord(value) && value.status === 'dialing';
  return changed(value, (name, each) => {
    if (name === 'cost_currency') return which === 'the status' ? 'USD' : each;
    if (decisive.has(name)) return which === 'the status' || isNew ? unknownWord : each;
    return which === 'but the status' && open.has(name) ? unknownWord : each;
  });
}

/** Members that the documentation shows empty, or says to appear later. */
const late: ReadonlySet<string> = new Set(
  'summary full_text file_url duration_seconds size_bytes total_score percentage'.split(' '),
);

export function withoutTexts(value: unknown): unknown {
  return changed(value, (name, each) => {
    if (!late.has(name) || typeof each === 'object') return each;
    return typeof each === 'number' ? 0 : '';
  });
}

export function withoutItems(value: unknown): unknown {
  const copy = changed(value, (_, each) => (Array.isArray(each) ? [] : each));
  return isRecord(copy) && typeof copy.count === 'number' ? { ...copy, count: 0 } : copy;
}

/** Looks like the first of several pages: the documentation does not say how lists are paginated (Q79). */
export function asOnePage(value: unknown): unknown {
  return isRecord(value) && typeof value.count === 'number' ? { ...value, count: value.count + manyItems } : value;
}

/** The list alone: its count is shown in examples only. */
export function withoutCount(value: unknown): unknown {
  if (!isRecord(value) || typeof value.count !== 'number') return value;
  const { count, ...rest } = value;
  return rest;
}

/** Each object in a list has its first member only: no page says which of them are always there. */
export function withBareItems(value: unknown): unknown {
  const bare = (each: unknown) => (isRecord(each) ? Object.fromEntries(Object.entries(each).slice(0, 1)) : each);
  return changed(value, (_, each) => (Array.isArray(each) ? each.map(bare) : each));
}

const manyItems = 60;
const longText = 20_000;

/** Values after a call of one hour, behind a long one that the client does not know: whole responses are long, of any operation. */
export function enlarged(value: unknown): unknown {
  const copy = longer(value);
  return isRecord(copy) ? { x_future_text: 'word '.repeat(longText / 5).trim(), ...copy } : copy;
}

function longer(value: unknown): unknown {
  return changed(value, (name, each) => {
    if (Array.isArray(each) && each.length > 0)
      return Array.from({ length: manyItems }, (_, at) => each[at % each.length]);
    return name === 'full_text' || (name === 'summary' && typeof each === 'string')
      ? `${String(each)} `.repeat(Math.ceil(longText / (String(each).length + 1))).trim()
      : each;
  });
}

/** The same times in another notation: RFC 3339 allows fractions, and an offset for Z. */
export function retimed(value: unknown): unknown {
  return changed(value, (_, each) =>
    typeof each === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(each)
      ? each.replace('Z', '.123456789+00:00')
      : each,
  );
}
