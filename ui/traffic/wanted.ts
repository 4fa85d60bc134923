import { useEffect, useState } from 'preact/hooks';
import type { TrafficRow } from '../protocol/traffic.ts';
import { goTo } from '../state/place.ts';

/** Numbers of the first and the last exchange of a span of time. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** Which exchanges are listed. */
export interface Filter {
  readonly text: string;
  readonly kind: TrafficRow['kind'] | 'all';
  readonly onlyWrong: boolean;
  /** Without those that checks, replays and explorations sent. */
  readonly onlyOwn: boolean;
  /** Undefined: all times. */
  readonly span: Span | undefined;
}

const everything: Filter = { text: '', kind: 'all', onlyWrong: false, onlyOwn: false, span: undefined };

let filter = everything;
const listeners = new Set<() => void>();

export function setFilter(change: Partial<Filter>): void {
  filter = { ...filter, ...change };
  for (const listener of listeners) listener();
}

/** From another view: the exchanges that a requirement was checked with. */
export function showOnly(text: string): void {
  setFilter({ ...everything, text });
  goTo('traffic');
}

/** It stays while another view is looked at. */
export function useFilter(): Filter {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = (): void => again((count) => count + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return filter;
}

export function isWithin({ number }: TrafficRow, { span }: Filter): boolean {
  return span === undefined || (number >= span.from && number <= span.until);
}

/** Three digits are a status: as text they would be in many ids of calls. */
const oneStatus = /^[1-5]\d\d$/;

/** At whatever time it was. Each word of the text counts. */
export function isWanted(row: TrafficRow, { text, kind, onlyWrong, onlyOwn }: Filter): boolean {
  if (kind !== 'all' && row.kind !== kind) return false;
  if (onlyWrong && row.findings === 0) return false;
  if (onlyOwn && row.by !== undefined) return false;
  const words = text.toLowerCase().split(/\s+/);
  const { number, title, method, path, status, callId, change, by } = row;
  const all = `#${number} ${title} ${method} ${path} ${status ?? ''} ${callId ?? ''} ${change ?? ''} ${by ?? ''}`;
  return words.every((word) => (oneStatus.test(word) ? word === `${status}` : all.toLowerCase().includes(word)));
}
