import { eventNames } from '../../spec/index.ts';
import { coverageOf, type Moment, moments, type Sweep } from '../../suites/preconditions/sweep.ts';
import type { Requirement } from '../../suites/requirement.ts';
import { plainText, table } from './table.ts';

/** Which events each requirement delivers, in which direction and when, as Markdown. */
export function matrixTables(requirements: readonly Requirement[]): string {
  const sending = requirements.filter(({ sends }) => sends !== undefined);
  const used = new Set(sending.flatMap(({ sends = [] }) => sends.map(({ when }) => when)));
  const meanings = Object.entries(moments).filter(([when]) => used.has(when as Moment));
  const heads = ['requirement', 'when', 'events', 'calls', 'met within'];
  return [
    table(heads, sending.flatMap(requirementRows)),
    table(
      ['when', 'meaning'],
      meanings.map(([when, meaning]) => [when, plainText(meaning)]),
    ),
  ].join('\n\n');
}

/** The requirement is named in the first of its rows. */
function requirementRows({ id, sends = [] }: Requirement): readonly (readonly string[])[] {
  return sends.flatMap(sweepRows).map((row, index) => [index === 0 ? `[${id}](requirements.md#${id})` : '', ...row]);
}

/** One row, or one for each kind of call where events differ between them. */
function sweepRows(sweep: Sweep): readonly (readonly string[])[] {
  const { directions, seeds } = coverageOf(sweep);
  const byDirections = new Map<string, string[]>();
  for (const [name, met] of directions) {
    const calls = met.join(', ');
    byDirections.set(calls, [...(byDirections.get(calls) ?? []), name]);
  }
  const when = sweep.as === undefined ? sweep.when : `${sweep.when} (${sweep.as})`;
  return [...byDirections].map(([calls, names]) => {
    const events = names.length === eventNames.length ? 'every event' : names.join(', ');
    return [when, events, calls, seeds === 1 ? 'each run' : `${seeds} seeds`];
  });
}
