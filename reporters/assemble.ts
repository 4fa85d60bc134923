import type { Graph, Plan, Report, Result } from '../spec/index.ts';
import { counts, verdict } from './verdict.ts';

/** The report of a run; what it says of itself comes from the plan. */
export function assemble(
  plan: Plan,
  results: readonly Result[],
  startedAt: Date,
  durationMs: number,
  flow?: Graph,
): Report {
  const { answerUrl, webhookUrl, seed } = plan.bench;
  return {
    kit: { version: plan.kitVersion },
    spec: { version: plan.specVersion },
    run: { seed, startedAt: startedAt.toISOString(), durationMs: Math.round(durationMs), command: plan.command },
    target: {
      ...(plan.name === undefined ? {} : { name: plan.name }),
      ...(answerUrl === undefined ? {} : { answerUrl: withoutPassword(answerUrl) }),
      ...(webhookUrl === undefined ? {} : { webhookUrl: withoutPassword(webhookUrl) }),
      capabilities: plan.capabilities,
    },
    verdict: verdict(results, plan),
    counts: counts(results),
    results,
    ...(flow && { flow }),
  };
}

/** The plan is never written to disk and holds URLs as they were given. */
function withoutPassword(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1***@');
}
