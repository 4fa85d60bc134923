import { _baseTest as test } from '@playwright/test'; // no browser fixtures: a sixth of the cost per test
import type { Bench } from '../platform/bench.ts';
import type { Result } from '../spec/index.ts';
import type { Requirement } from './requirement.ts';
import { headOf, runRequirement } from './run.ts';

/** Turns requirements into Playwright tests that carry their id, clause and level, and attach their result. */
export function bind(requirements: readonly Requirement[], open: () => Promise<Bench>, command: string): void {
  for (const requirement of requirements) {
    const head = headOf(requirement);
    const annotation = [
      { type: 'requirement', description: head.id },
      { type: 'clause', description: head.clause },
      { type: 'meta', description: JSON.stringify(head) },
    ];
    test(`${head.id} ${head.title}`, { tag: `@${head.level}`, annotation }, async () => {
      await attach(await resultOf(requirement, open, command));
    });
  }
}

async function resultOf(requirement: Requirement, open: () => Promise<Bench>, command: string): Promise<Result> {
  let bench: Bench;
  try {
    bench = await open();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...headOf(requirement), outcome: 'could-not-run', reason, durationMs: 0 };
  }
  return runRequirement(requirement, bench, command);
}

/** Hands a result to the reporter; an error would lose its fields on the way, an attachment does not. */
export async function attach(result: Result): Promise<void> {
  await test.info().attach('result', { contentType: 'application/json', body: JSON.stringify(result) });
  if (result.outcome !== 'failed') return;
  // A test that ends as failed restarts its worker; the reporter decides the verdict from the attachment.
  test.fail(true, 'violation');
  throw new Error(result.violations?.[0]?.actual ?? 'violation');
}
