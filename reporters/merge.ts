import { catalogue, clauses, type Report, type Result } from '../spec/index.ts';
import { unknown } from './collect.ts';
import { conclude } from './conclude.ts';

/** The reports of a shard each, as one that a single machine could have written; what a missing shard had to check could not run. */
export function merge(shards: readonly Report[]): Report {
  const [first] = shards;
  if (!first) throw new Error('there is nothing to merge');
  const { shard: _shard, selected = [], ...run } = first.run;
  const total = first.run.shard?.total ?? 1;
  const present = new Set(shards.map(({ run: { shard } }) => shard?.index));
  const missing = Array.from({ length: total }, (_, at) => at + 1).filter((index) => !present.has(index));
  const results = selected.map((id) => {
    const all = shards.flatMap((report) => report.results).filter((result) => result.id === id);
    return all.length > 0 ? united(all) : absent(id, missing, total);
  });
  const overdue = shards.flatMap((report) => report.overdue ?? []);
  const calls = shards.map((report) => report.calls).find((found) => found);
  const flow = shards.map((report) => report.flow).find((found) => found);
  return {
    ...first,
    run: { ...run, ...spanOf(shards) },
    ...conclude(results, overdue, { selected, failOn: run.failOn ?? 'must' }),
    ...(flow && { flow }),
    ...(calls && { calls }),
  };
}

/** From the first beginning to the last end. */
function spanOf(shards: readonly Report[]): Pick<Report['run'], 'startedAt' | 'durationMs'> {
  const starts = shards.map(({ run }) => Date.parse(run.startedAt));
  const ends = shards.map(({ run }, at) => (starts[at] ?? 0) + run.durationMs);
  const start = Math.min(...starts);
  return { startedAt: new Date(start).toISOString(), durationMs: Math.max(...ends) - start };
}

/** What decides when machines that divided the cases of a requirement disagree. */
const order: readonly Result['outcome'][] = ['failed', 'warned', 'could-not-run', 'passed', 'not-applicable'];

/** The results of one requirement; of several violations, that of the first case. */
function united(all: readonly Result[]): Result {
  const [result] = [...all].sort(
    (a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || caseOf(a) - caseOf(b),
  );
  if (!result || !all.some(({ slice }) => slice)) return result ?? unknownResult('');
  const { slice: _, ...rest } = result;
  const sum = (of: (each: Result) => number): number => all.reduce((total, each) => total + of(each), 0);
  const cases = sum((each) => each.cases ?? 0);
  return { ...rest, durationMs: sum(({ durationMs }) => durationMs), ...(cases > 0 && { cases }) };
}

/** Its number is where the replay's path begins. */
function caseOf({ violations = [] }: Result): number {
  return Number(/ --path (\d+)/.exec(violations[0]?.replay ?? '')?.[1] ?? 0);
}

function absent(id: string, missing: readonly number[], total: number): Result {
  const known = catalogue.find((entry) => entry.id === id);
  const which = missing.map((index) => `${index}/${total}`).join(', ');
  const reason = missing.length > 0 ? `no report of shard ${which}` : 'was selected but never reported';
  if (!known) return { ...unknownResult(id), reason };
  const { level, evidence, source } = clauses[known.clause];
  const { title, clause } = known;
  return { id, title, clause, level, evidence, source, outcome: 'could-not-run', reason, durationMs: 0 };
}

function unknownResult(id: string): Result {
  return { ...unknown(id), outcome: 'could-not-run', durationMs: 0 };
}
