import type { Walked } from '../../flows/explore/exploration.ts';
import { endsOf } from '../../flows/graph/ends.ts';
import { rules } from '../../flows/rules/index.ts';
import { judge, nothingOf, type Rule, seenAt } from '../../flows/rules/rule.ts';
import { mergeGraphs, type Parted } from '../../flows/shard/merge.ts';
import { couldNotRun, everyResult, headOfResult, measuredOf, type Report, type Result } from '../../spec/index.ts';
import { mergeResults } from './merge-results.ts';

/** The merged call flow, and the results that depend on it. */
interface MergedFlow extends Pick<Report, 'flow' | 'calls'> {
  /** The results of one requirement that rests on it, as one. */
  resultOf(id: string, all: readonly Result[]): Result | undefined;
}

/** Puts the parts together that so many machines walked. One that walked everything, as it could not be divided, speaks for all. */
export function mergeFlows(shards: readonly Report[], total: number): MergedFlow {
  const alone = shards.find(({ flow }) => flow && !flow.part);
  if (alone) {
    const { flow, calls } = alone;
    const resultOf = (id: string) => everyResult(alone).find((result) => result.id === id);
    return { ...(flow && { flow }), ...(calls && { calls }), resultOf };
  }
  const parts = shards.flatMap(({ flow }) => (isPart(flow) ? [flow] : []));
  const whole = parts.length === total ? mergeGraphs(parts) : undefined;
  const resultOf = (_: string, all: readonly Result[]) => mergeResults(all);
  if (!whole) return { resultOf: parts.length === total ? unfit : resultOf };
  const played = shards.flatMap(({ calls = [] }) => calls);
  const calls = endsOf(whole.graph).flatMap(({ id, path }) =>
    played
      .filter((call) => call.path.join() === path.join())
      .slice(0, 1)
      .map((call) => ({ ...call, node: id })),
  );
  return { flow: whole.graph, calls, resultOf: (id, all) => rejudged(id, all, whole) };
}

function isPart(flow: Report['flow']): flow is Parted {
  return flow?.part !== undefined;
}

function unfit(_: string, all: readonly Result[]): Result | undefined {
  const result = mergeResults(all);
  if (!result || result.violations || all.every(({ slice }) => !slice)) return result;
  const reason = 'the shards saw different call flows';
  return couldNotRun(headOfResult(result), reason, { kind: 'undecided' }, measuredOf(result));
}

/** What is said of places counts those of all machines. */
function rejudged(id: string, all: readonly Result[], whole: Walked): Result | undefined {
  const result = mergeResults(all);
  if (!result || result.outcome === 'could-not-run' || all.every(({ slice }) => !slice)) return result;
  const rule = rules.find((each) => each.id === id);
  if (rule) return ruled(rule, result, all, whole);
  // Its cases are the places.
  return id === 'flow.state.per-call' ? { ...result, cases: whole.graph.nodes.length } : result;
}

function ruled(rule: Rule, result: Result, all: readonly Result[], whole: Walked): Result {
  const { findings, looked } = judge(rule, whole);
  const { cases: _c, ...measured } = measuredOf(result);
  const head = { ...headOfResult(result), ...measured };
  const cases = looked > 0 && { cases: looked };
  const [nearest, ...others] = findings;
  const beyond = nearest ? undefined : all.find(isBeyondGraph);
  if (beyond) return { ...beyond, ...cases, durationMs: result.durationMs };
  if (!nearest && looked === 0 && all.some(({ outcome }) => outcome === 'passed'))
    return { ...head, outcome: 'passed' };
  if (!nearest && looked === 0) return { ...head, outcome: 'not-applicable', reason: nothingOf(rule, whole.graph) };
  if (!nearest) return { ...head, ...cases, outcome: 'passed' };
  const { expected, path } = nearest;
  for (const { slice: _, ...found } of all) {
    const [shown] = found.violations ?? [];
    if (!found.violations || shown?.conversation?.path?.join() !== path.join()) continue;
    const violations = [{ ...shown, expected, actual: seenAt(nearest, others.length) }];
    return { ...found, ...cases, durationMs: result.durationMs, violations };
  }
  const reason = `no shard alone shows what was found after the caller does ${path.join(', ')}`;
  return couldNotRun(headOfResult(result), reason, { kind: 'undecided' }, { ...measured, ...cases });
}

/** Whether a shard found something that the merged graph cannot show: in outbound calls, or with generated input. */
function isBeyondGraph({ violations = [] }: Result): boolean {
  return violations.some(
    ({ conversation, reproduction }) => reproduction?.path !== undefined || (conversation && !conversation.path),
  );
}
