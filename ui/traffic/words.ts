import type { TrafficRow } from '../protocol/traffic.ts';

/** How an exchange went, by a sign and in words. */
export function signOf({ worst, status, failure, by }: TrafficRow): {
  readonly sign: string;
  readonly tone: 'passed' | 'warned' | 'failed' | '';
  readonly words: string;
} {
  if (worst === 'must') return { sign: '✗', tone: 'failed', words: 'with findings' };
  if (worst === 'should') return { sign: '!', tone: 'warned', words: 'with advice' };
  // The run says what is wrong: much of what a check sends is wrong on purpose.
  if (by !== undefined && by !== 'exploration') return { sign: '·', tone: '', words: 'judged by the run' };
  if (failure !== undefined || status === undefined) return { sign: '!', tone: 'warned', words: 'no response' };
  return { sign: '✓', tone: 'passed', words: 'in order' };
}

/** Requirements have dots in their ids. */
export function isRequirement(by: string): boolean {
  return by.includes('.');
}

/** Who asked: the kit, or the integration. */
export function arrowOf({ kind }: Pick<TrafficRow, 'kind'>): string {
  return kind === 'api' ? '←' : '→';
}

export function took(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** Time of day, with milliseconds. */
export function timeOf(at: number): string {
  return `${clockOf(at)}.${String(new Date(at).getMilliseconds()).padStart(3, '0')}`;
}

/** Time of day. */
export function clockOf(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB');
}

const longest = 200_000;

/** JSON with a line for each member; what is none stays as it is. */
export function readable(body: string): string {
  if (body.length > longest) return `${body.slice(0, longest)}\n… ${body.length - longest} more characters`;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
