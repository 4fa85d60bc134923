import type { Bench } from '../../platform/bench.ts';
import { deadline } from '../../platform/clock.ts';
import { createContractRecorder } from '../../platform/contract-recorder.ts';
import { openBench } from '../../platform/open-bench.ts';
import { launcher } from '../../platform/process/launch.ts';
import { StartFailed } from '../../platform/process/process.ts';
import { watchTraffic } from '../../platform/request-policy/traffic.ts';
import { couldNotRun, type Plan, progressMark, type Reason, type Result } from '../../spec/index.ts';
import type { Checked } from '../bind.ts';
import { playedEnds } from '../flow/played.ts';
import { requirements } from '../index.ts';
import { askOfOthers } from '../overlooked.ts';
import { graphOf } from '../preconditions/explored-flow.ts';
import { headOf, type Requirement } from '../requirement.ts';
import { runRequirement } from '../run.ts';
import { runWithSaved } from '../saved.ts';
import { judgedCells } from './judged-cells.ts';
import { handOn } from './live.ts';
import { sentinel } from './sentinel.ts';

/** The checks of one run, which share one integration. */
export interface Session {
  sentinel(): Promise<Checked>;
  check(id: string): Promise<Checked>;
  close(): Promise<void>;
}

/** `everything`: what all instances check together. */
export function createSession(plan: Plan, everything: readonly string[] = plan.selected): Session {
  let opened: Promise<Bench> | undefined;
  let bench: Bench | undefined;
  const { runMinutes = Number.POSITIVE_INFINITY } = plan.bench.budgets;
  const time = deadline(runMinutes * 60_000);
  let isFlowFound = false;
  /** Whether the check before may have been the one that met the end of the process. */
  let isLoss = false;
  let isClosing = false;
  let checking: string | undefined;
  const recorder = createContractRecorder();
  const cells = judgedCells(recorder);
  if (plan.progress !== 'none') sayTraffic(plan);

  function open(): Promise<Bench> {
    if (opened) return opened;
    const launch = launcher(plan.bench);
    const connection = {
      ...(launch && apiOfRun(plan)),
      recorder,
      ...(plan.verbose &&
        handOn(
          plan,
          () => bench,
          () => checking,
        )),
    };
    opened = openBench(plan.bench, plan.capabilities, launch, connection).then((ready) => {
      bench = ready;
      askOfOthers(ready, (id) => failsHere(ready, id));
      return ready;
    });
    return opened;
  }

  let begun: Promise<void> | undefined;

  /** What takes seconds to show passes them beside the checks of others; a budget is for what is worth most. */
  async function begin(bench: Bench): Promise<void> {
    if (plan.timeBudget !== undefined) return;
    const own = requirements.filter(({ id }) => plan.selected.includes(id));
    const judged = own.filter(({ needs }) => needs.every((each) => bench.capabilities.has(each)));
    for (const requirement of judged) await requirement.begin?.(bench).catch(() => undefined);
  }

  const broken = new Map<string, Promise<boolean>>();
  let isAsking = false;

  /** Whether a requirement that is checked on another instance fails on this one as well; it is tried once. */
  async function failsHere(bench: Bench, id: string): Promise<boolean> {
    const owner = requirements.find((each) => each.id === id);
    const isElsewhere = everything.includes(id) && !plan.selected.includes(id);
    if (!owner || !isElsewhere || isAsking) return false;
    isAsking = true;
    const tried = broken.get(id) ?? runRequirement(owner, bench, plan, time.remaining()).then(hasFailed);
    broken.set(id, tried);
    return tried.finally(() => {
      isAsking = false;
    });
  }

  async function resultOf(requirement: Requirement): Promise<Result> {
    let bench: Bench;
    try {
      bench = await open();
    } catch (error) {
      const { reason, cause } = whyNotOpened(error);
      return couldNotRun(headOf(requirement), reason, cause);
    }
    if (time.passed()) {
      const { timeBudget } = plan;
      const used =
        timeBudget === undefined ? `${runMinutes} minutes (--max-minutes)` : `${timeBudget} s (--time-budget)`;
      const reason = `not judged: the run had used its ${used}`;
      return couldNotRun(headOf(requirement), reason, { kind: 'out-of-time' });
    }
    begun ??= begin(bench);
    await begun;
    // The check during which the integration ended reports that; the other checks run on a restarted one.
    if (isLoss && (await bench.hasEnded())) await bench.revive();
    const result = await runWithSaved(requirement, bench, plan, plan.saved ?? [], time.remaining());
    // What an aborted check saw is our own doing.
    if (isClosing) return couldNotRun(headOf(requirement), 'the run was interrupted', { kind: 'interrupted' });
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
      checking = id;
      const result = await resultOf(requirement);
      // In a sharded run the merge needs the graph of each machine.
      const hasFlow = id.startsWith('flow.') || plan.bench.part !== undefined;
      const found = { ...cells.of(requirement, result), ...(hasFlow && (await flowFound())) };
      return Object.keys(found).length > 0 ? { result, found } : { result };
    },
    async close() {
      isClosing = true;
      await opened?.then((bench) => bench.close()).catch(() => undefined);
    },
  };
}

function hasFailed({ violations }: Result): boolean {
  return violations !== undefined;
}

/** Who must be told the port of the API is told the whole base URL, which may have a path: that of a gateway has one. */
function apiOfRun({ bench }: Plan): { readonly folder?: string } {
  return bench.api?.port === undefined ? { folder: '/gateway' } : {};
}

/** Why there is no bench: the integration did not start, or its port belongs to another process. */
function whyNotOpened(error: unknown): { readonly reason: string; readonly cause: Reason } {
  const reason = error instanceof Error ? error.message : String(error);
  const isEnd = error instanceof StartFailed;
  return { reason, cause: isEnd ? { kind: 'ended', ...error.ended } : { kind: 'unreachable' } };
}

/** Says every now and then how many requests there were: the reporter hands it on. */
function sayTraffic({ bench }: Plan): void {
  const traffic = watchTraffic(bench);
  const own = bench.place && { instance: bench.place.port };
  const say = (): void => void process.stderr.write(`${progressMark}${JSON.stringify({ ...traffic(), ...own })}\n`);
  setInterval(say, 1_000).unref();
}
