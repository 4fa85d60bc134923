import { arch, platform } from 'node:os';
import type { MetCells, Plan, Report, Result } from '../../spec/index.ts';
import { accept } from './accept.ts';
import { contractCoverageOf } from './contract-coverage.ts';
import { summarize } from './summarize.ts';

/** What the checks left behind besides their results. */
interface Found extends Pick<Report, 'flow' | 'calls'> {
  readonly cells?: MetCells;
}

/** The report of a run; what it says of itself comes from the plan. */
export function assemble(
  plan: Plan,
  checked: readonly Result[],
  startedAt: Date,
  durationMs: number,
  found: Found = {},
): Report {
  const { answerUrl, webhookUrl, seed } = plan.bench;
  const { results, overdue } = accept(checked, plan.baseline ?? [], dayOf(startedAt));
  return {
    kit: { version: plan.kitVersion },
    spec: { version: plan.specVersion },
    run: {
      seed,
      startedAt: startedAt.toISOString(),
      durationMs: Math.round(durationMs),
      command: plan.command,
      ...shardOf(plan),
      callCommand: plan.callCommand,
      assumptions: plan.bench.readings,
      environment: { node: process.versions.node, platform: `${platform()} ${arch()}` },
      failOn: plan.failOn,
      ...(plan.minCoverage === undefined ? {} : { minCoverage: plan.minCoverage }),
      ...(plan.minContractCoverage === undefined ? {} : { minContractCoverage: plan.minContractCoverage }),
      ...(plan.contract === undefined ? {} : { contract: plan.contract }),
      ...(plan.files && { files: plan.files }),
    },
    target: {
      ...(plan.name === undefined ? {} : { name: plan.name }),
      ...(answerUrl === undefined ? {} : { answerUrl: withoutPassword(answerUrl) }),
      ...(webhookUrl === undefined ? {} : { webhookUrl: withoutPassword(webhookUrl) }),
      capabilities: plan.capabilities,
    },
    ...summarize(results, overdue, plan),
    ...coveredIn(plan, results, found),
    ...(found.flow && { flow: found.flow }),
    ...(found.calls && { calls: found.calls }),
  };
}

function coveredIn(
  plan: Plan,
  results: readonly Result[],
  { cells = { met: [], judged: [] }, flow }: Found,
): Pick<Report, 'contractCoverage'> {
  const contractCoverage = contractCoverageOf({ plan, results, ...(flow && { flow }) }, cells);
  return contractCoverage ? { contractCoverage } : {};
}

function shardOf({ shard }: Plan): Pick<Report['run'], 'shard' | 'selected'> {
  if (!shard) return {};
  const { index, total, selected } = shard;
  return { shard: { index, total }, selected };
}

/** In UTC, so that a run has the same verdict everywhere. */
function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** The plan is never written to disk and holds URLs as they were given. */
function withoutPassword(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1***@');
}
