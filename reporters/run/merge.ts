import {
  catalogue,
  clauses,
  couldNotRun,
  everyResult,
  type Overdue,
  type Report,
  type Result,
} from '../../spec/index.ts';
import { unknown } from './collect.ts';
import { mergedContractCoverage } from './contract-coverage.ts';
import { mergeFlows } from './merge-flows.ts';
import { mergeResults } from './merge-results.ts';
import { summarize } from './summarize.ts';

/** The reports of a shard each, as one that a single machine could have written; what a missing shard had to check could not run. `contract` is scored instead of what they scored. */
export function merge(shards: readonly Report[], contract?: string): Report {
  const [first] = shards;
  if (!first) throw new Error('there is nothing to merge');
  const { flow: _flow, calls: _calls, overdue: _overdue, notScored: _notScored, ...head } = first;
  const { shard: _shard, selected = [], ...how } = head.run;
  const run = { ...how, ...(contract !== undefined && { contract }) };
  const total = first.run.shard?.total ?? 1;
  const present = new Set(shards.map(({ run: { shard } }) => shard?.index));
  const missing = Array.from({ length: total }, (_, at) => at + 1).filter((index) => !present.has(index));
  const { resultOf, ...walked } = mergeFlows(shards, total);
  const all = selected.map((id) => {
    const each = shards.flatMap(everyResult).filter((result) => result.id === id);
    const walks = catalogue.find((card) => card.id === id)?.walks;
    return (walks ? resultOf(id, each) : mergeResults(each)) ?? absent(id, missing, total);
  });
  const contractCoverage = mergedContractCoverage(shards.map((shard) => shard.contractCoverage));
  const showsFlow = selected.some((id) => id.startsWith('flow.'));
  return {
    ...head,
    run: { ...run, ...spanOf(shards) },
    ...summarize(all, overdueIn(shards, all), { selected, failOn: run.failOn ?? 'must', ...scoredIn(run) }),
    ...(showsFlow && walked),
    ...(contractCoverage && { contractCoverage }),
  };
}

function scoredIn({ contract }: Report['run']): Pick<Report['run'], 'contract'> {
  return contract === undefined ? {} : { contract };
}

/** Once each, and without those that are met on one machine only. */
function overdueIn(shards: readonly Report[], results: readonly Result[]): readonly Overdue[] {
  const all = new Map(shards.flatMap(({ overdue = [] }) => overdue).map((entry) => [entry.message, entry]));
  const isMet = (id: string) => results.some((result) => result.id === id && result.outcome === 'passed');
  return [...all.values()].filter(({ id, problem }) => problem === 'expired' || isMet(id));
}

/** From the first beginning to the last end. */
function spanOf(shards: readonly Report[]): Pick<Report['run'], 'startedAt' | 'durationMs'> {
  const starts = shards.map(({ run }) => Date.parse(run.startedAt));
  const ends = shards.map(({ run }, at) => (starts[at] ?? 0) + run.durationMs);
  const start = Math.min(...starts);
  return { startedAt: new Date(start).toISOString(), durationMs: Math.max(...ends) - start };
}

function absent(id: string, missing: readonly number[], total: number): Result {
  const known = catalogue.find((entry) => entry.id === id);
  const which = missing.map((index) => `${index}/${total}`).join(', ');
  const reason = missing.length > 0 ? `no report of shard ${which}` : 'was selected but never reported';
  if (!known) return couldNotRun(unknown(id), reason, { kind: 'not-reported' });
  const { level, evidence, source } = clauses[known.clause];
  const { title, clause } = known;
  return couldNotRun({ id, title, clause, level, evidence, source }, reason, { kind: 'not-reported' });
}
