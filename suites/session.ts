import { type Bench, openBench } from '../platform/bench.ts';
import { deadline } from '../platform/clock.ts';
import { launcher } from '../platform/launch.ts';
import { watchTraffic } from '../platform/traffic.ts';
import { type Plan, progressMark, type Result } from '../spec/index.ts';
import type { Checked } from './bind.ts';
import { graphOf } from './flow/explored.ts';
import { playedEnds } from './flow/played.ts';
import { requirements } from './index.ts';
import { headOf, type Requirement } from './requirement.ts';
import { runWithSaved } from './saved.ts';
import { sentinel } from './sentinel.ts';

/** The checks of one run, which share one integration. */
export interface Session {
  sentinel(): Promise<Checked>;
  check(id: string): Promise<Checked>;
  close(): Promise<void>;
}

function unjudged(requirement: Requirement, reason: string): Result {
  return { ...headOf(requirement), outcome: 'could-not-run', reason, durationMs: 0 };
}

export function createSession(plan: Plan): Session {
  let opened: Promise<Bench> | undefined;
  const { runMinutes = Number.POSITIVE_INFINITY } = plan.bench.budgets;
  const time = deadline(runMinutes * 60_000);
  let isFlowFound = false;
  /** Whether the check before may have been the one that met the end of the process. */
  let isLoss = false;
  let isClosing = false;
  if (plan.progress === 'lines') sayTraffic(plan);

  function open(): Promise<Bench> {
    opened ??= openBench(plan.bench, plan.capabilities, launcher(plan.bench));
    return opened;
  }

  async function resultOf(requirement: Requirement): Promise<Result> {
    let bench: Bench;
    try {
      bench = await open();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return unjudged(requirement, reason);
    }
    if (time.passed()) {
      const reason = `not judged: the run had used its ${runMinutes} minutes (--max-minutes)`;
      return unjudged(requirement, reason);
    }
    // One that went away is said by the check that met it; the others are judged on one that was started anew.
    if (isLoss && (await bench.hasEnded())) await bench.revive();
    const result = await runWithSaved(requirement, bench, plan, plan.saved ?? [], time.remaining());
    // What an aborted check saw is our own doing.
    if (isClosing) return unjudged(requirement, 'the run was interrupted');
    isLoss = result.outcome !== 'passed' && result.outcome !== 'not-applicable';
    return result;
  }

  /** The graph, once it was made, and calls to its ends. */
  async function flowFound(): Promise<Readonly<Record<string, unknown>>> {
    const bench = await open().catch(() => undefined);
    const graph = bench && graphOf(bench);
    if (!graph || isFlowFound) return {};
    isFlowFound = true;
    const redacted = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? bench.redactText(each) : each)),
      );
    return { flow: redacted(graph), calls: redacted(await playedEnds(bench, graph, plan.callCommand)) };
  }

  return {
    async sentinel() {
      // The integration starts meanwhile; whether it does is said by the first check.
      if (plan.selected.length > 0) open().catch(() => undefined);
      return { result: await sentinel(plan.bench) };
    },
    async check(id) {
      const requirement = requirements.find((each) => each.id === id);
      if (!requirement) throw new Error(`there is no requirement "${id}"`);
      const result = await resultOf(requirement);
      // One machine of several needs the graph to be told from the others.
      const hasFlow = id.startsWith('flow.') || plan.bench.part !== undefined;
      return hasFlow ? { result, found: await flowFound() } : { result };
    },
    async close() {
      isClosing = true;
      await opened?.then((bench) => bench.close()).catch(() => undefined);
    },
  };
}

/** Says every now and then how many requests there were: the reporter hands it on. */
function sayTraffic({ bench }: Plan): void {
  const traffic = watchTraffic(bench);
  const say = (): void => void process.stderr.write(`${progressMark}${JSON.stringify(traffic())}\n`);
  setInterval(say, 1_000).unref();
}
