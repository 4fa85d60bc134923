import { isRecord } from '../../../spec/index.ts';
import type { Outcome } from './outcome.ts';

/** What runtimes write when nothing caught an error. */
const traces =
  /^Traceback \(most recent call last\)|\bUncaught\b|UnhandledPromiseRejection|^panic: |^Exception in thread|PHP Fatal error|^\s+at .+:\d+:\d+\)?$/m;

/** Why an outcome looks like a crash, not like a decision; undefined when it does not. `usual` is an error that was handled. */
export function crashOf({ fired }: Outcome, usual?: Outcome): string | undefined {
  const { ending, text, errors, contentType, exchange } = fired;
  if (ending === undefined) return 'no outcome in time';
  if (ending.startsWith('killed by')) return ending;
  if (exchange && !exchange.response) return ending;
  if (!exchange && /^exit (?!0$)/.test(ending) && traces.test(errors)) return `${ending} with a stack trace`;
  if (traces.test(text)) return `${ending} with a stack trace`;
  if (ending !== 'status 500' || !usual || isAlike(contentType, text, usual)) return undefined;
  return `${ending}, unlike an error that it knows (${usual.fired.ending ?? 'none'})`;
}

/** A decision shows what other decisions show: the same media type and, in JSON, at least one member of the same name. */
function isAlike(contentType: string | undefined, text: string, { fired }: Outcome): boolean {
  if (contentType !== fired.contentType) return false;
  const [own, usual] = [membersOf(text), membersOf(fired.text)];
  return own === undefined || usual === undefined || own.some((name) => usual.includes(name));
}

function membersOf(text: string): readonly string[] | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return isRecord(value) ? Object.keys(value) : undefined;
  } catch {
    return undefined;
  }
}
