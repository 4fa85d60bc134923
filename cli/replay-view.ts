import type { Difference } from '../fixtures/difference.ts';
import { failureIn } from '../fixtures/failures.ts';
import type { Replayed, ReplayedCall } from '../fixtures/replay.ts';

/** What `--json` prints. Its JSON Schema is `spec/schemas/kit/replay.schema.json`. */
export interface ReplayDocument {
  readonly version: 1;
  readonly folder: string;
  readonly calls: readonly {
    readonly name: string;
    readonly fixtures: readonly {
      readonly file: string;
      readonly outcome: 'same' | 'differs' | 'not-compared' | 'not-sent';
      readonly differences: readonly Difference[];
      /** Why it was not compared, or what else is to be known of it. */
      readonly note?: string;
    }[];
    /** Requests to the API that were never recorded. */
    readonly unknown: readonly string[];
    /** Recorded requests to the API that nobody made. */
    readonly stale: readonly string[];
  }[];
  readonly counts: {
    readonly sent: number;
    /** Requests to the API that were answered. */
    readonly answered: number;
    readonly differing: number;
    /** Of which nothing can be said: their recording is not whole, or cannot be sent. */
    readonly notCompared: number;
    readonly unknown: number;
    readonly stale: number;
  };
  /** What differs was written into the fixtures. */
  readonly updated: boolean;
}

export function replayDocument(folder: string, replayed: readonly ReplayedCall[], updated: boolean): ReplayDocument {
  const all = replayed.flatMap(({ exchanges }) => exchanges);
  const differing = all.filter(({ differences }) => differences.length > 0).length;
  return {
    version: 1,
    folder,
    calls: replayed.map(({ name, exchanges, unknown, stale }) => ({
      name,
      fixtures: exchanges.map((each) => ({
        file: each.file,
        outcome: outcomeOf(each),
        differences: each.differences,
        ...noteOf(each),
      })),
      unknown,
      stale: stale.map(({ file }) => file),
    })),
    counts: {
      sent: all.filter(({ exchange }) => exchange).length,
      answered: all.filter(({ seen, exchange }) => seen && !exchange).length,
      differing,
      notCompared: all.filter(({ notCompared }) => notCompared !== undefined).length,
      unknown: sum(replayed.map(({ unknown }) => unknown.length)),
      stale: sum(replayed.map(({ stale }) => stale.length)),
    },
    updated: updated && differing > 0,
  };
}

function outcomeOf({ seen, differences, notCompared }: Replayed): 'same' | 'differs' | 'not-compared' | 'not-sent' {
  if (notCompared !== undefined) return 'not-compared';
  if (!seen) return 'not-sent';
  return differences.length > 0 ? 'differs' : 'same';
}

function noteOf({ fixture, seen, differences, notCompared }: Replayed): { readonly note?: string } {
  if (notCompared !== undefined) return { note: notCompared };
  const isRepaired =
    differences.length > 0 && failureIn(fixture) !== undefined && seen && failureIn(seen) === undefined;
  return isRepaired
    ? { note: 'the recording keeps a failure, which is repaired: --update takes over what is answered now' }
    : {};
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** The same for people; the last line says it all. */
export function replayLines({ calls, counts, updated }: ReplayDocument, quiet: boolean): readonly string[] {
  const { sent, differing, notCompared, unknown, stale } = counts;
  const summary = [
    `${counted(calls.length, 'call')}, ${counted(sent, 'request')}`,
    differing === 0
      ? `nothing differs${notCompared > 0 ? ' of what was compared' : ''}`
      : `${counted(differing, 'fixture')} ${updated ? 'rewritten' : differing === 1 ? 'differs' : 'differ'}`,
    ...(notCompared > 0 ? [`${notCompared} not compared`] : []),
    ...(unknown > 0 ? [`${counted(unknown, 'unknown request')} to the API`] : []),
    ...(stale > 0 ? [`${stale} stale`] : []),
  ].join(', ');
  return [...calls.flatMap((call) => linesOf(call, updated, quiet)), ...(quiet ? [] : ['']), summary];
}

function linesOf(
  { name, fixtures, unknown, stale }: ReplayDocument['calls'][number],
  updated: boolean,
  quiet: boolean,
): readonly string[] {
  const differing = fixtures.filter(({ outcome }) => outcome === 'differs');
  const left = fixtures.filter(({ outcome }) => outcome === 'not-compared');
  const isGood = differing.length === 0 && unknown.length === 0;
  if (isGood && stale.length + left.length === 0 && quiet) return [];
  const mark = left.length > 0 ? '–' : '✓';
  return [
    `${isGood ? mark : '✗'} ${name}`,
    ...differing.flatMap(({ file, differences, note }) => [
      ...differences.map(({ where, expected, actual }) => {
        const verb = updated ? ['was', 'is now'] : ['expected', 'got'];
        return `    ${file} ${where}\n      ${verb[0]} ${expected}, ${verb[1]} ${actual}`;
      }),
      ...(note === undefined || updated ? [] : [`      ${note}`]),
    ]),
    ...left.map(({ file, note }) => `    – ${file} was not compared: ${note}`),
    ...(left.length > 0 ? ['      record the call again, or take over what is answered now by --update'] : []),
    ...unknown.map((each) => `    the API was asked what it does not know: ${each}`),
    ...stale.map((file) => `    – ${file} is stale: nobody asked for it`),
  ];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
