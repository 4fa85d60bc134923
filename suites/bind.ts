import { _baseTest as test } from '@playwright/test'; // no browser fixtures: a sixth of the cost per test
import type { Bench } from '../platform/bench.ts';
import type { Result, SavedFailure } from '../spec/index.ts';
import { graphOf } from './flow/explored.ts';
import { playedEnds } from './flow/played.ts';
import type { Requirement } from './requirement.ts';
import { type Commands, headOf } from './run.ts';
import { runWithSaved } from './saved.ts';

/** Turns requirements into Playwright tests that carry their id, clause and level, and attach their result. */
export function bind(
  requirements: readonly Requirement[],
  open: () => Promise<Bench>,
  commands: Commands & { readonly saved?: readonly SavedFailure[] },
): void {
  for (const requirement of requirements) {
    const head = headOf(requirement);
    const annotation = [
      { type: 'requirement', description: head.id },
      { type: 'clause', description: head.clause },
      { type: 'meta', description: JSON.stringify(head) },
    ];
    test(`${head.id} ${head.title}`, { tag: `@${head.level}`, annotation }, async () => {
      const result = await resultOf(requirement, open, commands);
      const bench = await open().catch(() => undefined);
      // One machine of several needs it to be told from the others.
      if (requirement.id.startsWith('flow.') || bench?.options.part) await attachFlow(bench, commands.callCommand);
      await attach(result);
    });
  }
}

async function resultOf(
  requirement: Requirement,
  open: () => Promise<Bench>,
  commands: Parameters<typeof bind>[2],
): Promise<Result> {
  let bench: Bench;
  try {
    bench = await open();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...headOf(requirement), outcome: 'could-not-run', reason, durationMs: 0 };
  }
  return runWithSaved(requirement, bench, commands, commands.saved ?? []);
}

/** Hands a result to the reporter; an error would lose its fields on the way, an attachment does not. */
export async function attach(result: Result): Promise<void> {
  await test.info().attach('result', { contentType: 'application/json', body: JSON.stringify(result) });
  if (result.outcome !== 'failed') return;
  // A test that ends as failed restarts its worker; the reporter decides the verdict from the attachment.
  test.fail(true, 'violation');
  throw new Error(result.violations?.[0]?.actual ?? 'violation');
}

const attached = new WeakSet<Bench>();

/** Hands the graph to the reporter, once it was made, and calls to its ends. */
async function attachFlow(bench: Bench | undefined, callCommand: string): Promise<void> {
  const graph = bench && graphOf(bench);
  if (!graph || attached.has(bench)) return;
  attached.add(bench);
  await attachRedacted('flow', graph, bench);
  await attachRedacted('calls', await playedEnds(bench, graph, callCommand), bench);
}

async function attachRedacted(name: string, value: unknown, bench: Bench): Promise<void> {
  const body = JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? bench.redactText(each) : each));
  await test.info().attach(name, { contentType: 'application/json', body });
}
