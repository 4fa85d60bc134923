import { inspect, types } from 'node:util';
import { quoteBriefly } from '../spec/index.ts';

/** How the work of a client ended: with a result, or with what it threw. */
export type Ended<Result = unknown> = { readonly result: Result } | { readonly error: unknown };

/** What a client shows of how its work ended, unless it says otherwise: the result, or name and own code of an error. */
export function shownBy(ended: Ended): unknown {
  if ('result' in ended) return { returned: ended.result };
  const { error } = ended;
  return { threw: isError(error) ? identityOf(error) : error };
}

/** Under jest, errors of Node itself are of another realm than ours. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

interface Identity {
  readonly name: string;
  readonly code?: string | number;
}

export function identityOf(error: Error): Identity {
  const { code } = error as { readonly code?: unknown };
  return { name: error.name, ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}) };
}

/** In one line, for a finding. */
export function endedInWords(ended: Ended): string {
  if ('result' in ended) return `it returned ${valueInWords(ended.result)}`;
  return `it threw ${errorInWords(ended.error)}`;
}

export function errorInWords(error: unknown): string {
  if (!isError(error)) return valueInWords(error);
  const { name, code } = identityOf(error);
  return quoteBriefly(`${name}${code === undefined ? '' : ` (${code})`}: ${error.message}`, 120);
}

export function valueInWords(value: unknown): string {
  return quoteBriefly(inspect(value, { depth: 3, breakLength: Number.POSITIVE_INFINITY }), 120);
}

/** Errors that come from a bug, and that no program throws on purpose. */
const mistakes = /^(?:Type|Syntax|Reference|Range|URI|Eval)Error$/;

/** Whether an error looks like a mistake; fetch gives a TypeError when the network fails. */
export function isMistake(error: unknown): boolean {
  if (!isError(error)) return false;
  if (error.name === 'AssertionError') return true;
  const isNetwork = /^(?:fetch failed|terminated)$/.test(error.message);
  return mistakes.test(error.name) && !isNetwork && identityOf(error).code === undefined;
}
