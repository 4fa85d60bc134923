import { neutralize } from '../platform/state/state.ts';
import { identityOf, isError } from './ended.ts';

/** What the kit put into the answers of the API: showing it is no decision. */
export interface Planted {
  readonly texts: readonly string[];
  readonly status: number | undefined;
}

/** Ids that the API makes, which differ at every run. */
const made = /\b[a-z_-]*_\d{8}T\d{6}\.\d{9}\b/g;
const statusName = /^(?:http_?)?status(?:_?code)?$/i;
const mark = '<planted>';

/** Any value as plain data that can be compared: without ids, times, and what was planted. */
export function plainOf(value: unknown, { texts, status }: Planted): unknown {
  const longestFirst = [...texts].sort((a, b) => b.length - a.length);
  const above = new Set<object>();

  function copyOf(each: unknown): unknown {
    if (typeof each === 'string') {
      return longestFirst.reduce((rest, text) => rest.replaceAll(text, mark), each.replace(made, '<id>'));
    }
    if (typeof each === 'bigint' || typeof each === 'symbol' || typeof each === 'function') return String(each);
    if (each === undefined) return '<undefined>';
    if (typeof each !== 'object' || each === null) return each;
    if (above.has(each)) return '<cycle>';
    above.add(each);
    const copy = copyObject(each);
    above.delete(each);
    return copy;
  }

  function copyObject(each: object): unknown {
    if (isError(each)) return copyOf(identityOf(each));
    if (each instanceof Date) return each.toJSON();
    if (Array.isArray(each)) return each.map(copyOf);
    if (each instanceof Map || each instanceof Set) return [...each].map(copyOf);
    const given = Object.entries(each).filter(([, member]) => member !== undefined);
    const members = given.flatMap(([name, member]) => {
      if (member === status && statusName.test(name)) return [];
      const copy = copyOf(member);
      return copy === mark ? [] : [[name, copy] as const];
    });
    return members.length === 0 && given.length > 0 ? mark : Object.fromEntries(members);
  }

  return neutralize(copyOf(value), '<no call>');
}
