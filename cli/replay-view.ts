import type { Difference } from '../fixtures/difference.ts';
import type { Replayed, ReplayedCall } from '../fixtures/replay.ts';

/** What `--json` prints. Its JSON Schema is `spec/schemas/kit/replay.schema.json`. */
export interface ReplayDocument {
  readonly version: 1;
  readonly folder: string;
  readonly calls: readonly {
    readonly name: string;
    readonly fixtures: readonly {
      readonly file: string;
      readonly outcome: 'same' | 'differs' | 'not-sent';
      readonly differences: readonly Difference[];
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
      fixtures: exchanges.map((each) => ({ file: each.file, outcome: outcomeOf(each), differences: each.differences })),
      unknown,
      stale: stale.map(({ file }) => file),
    })),
    counts: {
      sent: all.filter(({ exchange }) => exchange).length,
      answered: all.filter(({ seen, exchange }) => seen && !exchange).length,
      differing,
      unknown: sum(replayed.map(({ unknown }) => unknown.length)),
      stale: sum(replayed.map(({ stale }) => stale.length)),
    },
    updated: updated && differing > 0,
  };
}

function outcomeOf({ seen, differences }: Replayed): 'same' | 'differs' | 'not-sent' {
  if (!seen) return 'not-sent';
  return differences.length > 0 ? 'differs' : 'same';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** The same for people; the last line says it all. */
export function replayLines({ calls, counts, updated }: ReplayDocument, quiet: boolean): readonly string[] {
  const { sent, differing, unknown, stale } = counts;
  const summary = [
    `${counted(calls.length, 'call')}, ${counted(sent, 'request')}`,
    differing === 0
      ? 'nothing differs'
      : `${counted(differing, 'fixture')} ${updated ? 'rewritten' : differing === 1 ? 'differs' : 'differ'}`,
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
  const isGood = differing.length === 0 && unknown.length === 0;
  if (isGood && stale.length === 0 && quiet) return [];
  return [
    `${isGood ? '✓' : '✗'} ${name}`,
    ...differing.flatMap(({ file, differences }) =>
      differences.map(({ where, expected, actual }) => {
        const verb = updated ? ['was', 'is now'] : ['expected', 'got'];
        return `    ${file} ${where}\n      ${verb[0]} ${expected}, ${verb[1]} ${actual}`;
      }),
    ),
    ...unknown.map((each) => `    the API was asked what it does not know: ${each}`),
    ...stale.map((file) => `    – ${file} is stale: nobody asked for it`),
  ];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
