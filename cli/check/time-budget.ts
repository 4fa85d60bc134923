import { existsSync } from 'node:fs';
import path from 'node:path';
import { catalogue, type Plan } from '../../spec/index.ts';
import { headOf } from '../../suites/requirement.ts';
import { UsageError } from '../command.ts';
import type { Resolved } from '../config/resolve.ts';
import { savedReport } from '../report/saved.ts';

/** The resolved configuration of a run that ends when its time is used up. */
export function withTimeBudget(resolved: Resolved, seconds: number): Resolved {
  const { bench } = resolved;
  const { runMinutes = Number.POSITIVE_INFINITY } = bench.budgets;
  return {
    ...resolved,
    bench: { ...bench, budgets: { ...bench.budgets, runMinutes: Math.min(runMinutes, seconds / 60) } },
  };
}

/** Seconds of `20s`, `2m` or `1m30s`. */
export function secondsOf(text: string): number {
  const [, minutes = '0', seconds = '0'] = /^(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  const all = Number(minutes) * 60 + Number(seconds);
  if (all > 0) return all;
  throw new UsageError(`--time-budget ${JSON.stringify(text)} is no time`, 'Write 20s, 2m or 1m30s.');
}

/** What is known of a requirement from the last run. */
interface Known {
  readonly isOpen: boolean;
  readonly durationMs: number;
}

/** Milliseconds that are assumed of a requirement that the last run did not judge. */
const unknownMs = 200;

/**
 * The order of a run whose time may not suffice for all: what was not met in the last report of the folder, then by value
 * for time, where a must counts for three. What the kit needs to judge others, such as a first answer, comes on its own.
 */
async function byValueForTime(selected: readonly string[], folder: string): Promise<readonly string[]> {
  const known = await lastRun(folder);
  const levels = new Map<string, string>(catalogue.map((card) => [card.id, headOf(card).level]));
  const rank = (id: string): number => {
    const { isOpen, durationMs } = known.get(id) ?? { isOpen: false, durationMs: unknownMs };
    const value = (levels.get(id) === 'must' ? 3 : 1) / Math.max(1, durationMs);
    return isOpen ? Number.POSITIVE_INFINITY : value;
  };
  return selected.toSorted((one, other) => (rank(one) === rank(other) ? 0 : rank(other) - rank(one)));
}

async function lastRun(folder: string): Promise<ReadonlyMap<string, Known>> {
  const file = path.join(folder, 'report.json');
  if (!existsSync(file)) return new Map();
  const { results } = await savedReport(file);
  return new Map(
    results.map(({ id, outcome, durationMs }) => [
      id,
      { isOpen: outcome === 'failed' || outcome === 'warned', durationMs },
    ]),
  );
}

/** What a plan says of a time budget. */
export async function timePlan(
  seconds: number | undefined,
  selected: readonly string[],
  folder: string,
): Promise<Pick<Plan, 'order' | 'timeBudget'>> {
  return seconds === undefined ? {} : { timeBudget: seconds, order: await byValueForTime(selected, folder) };
}
