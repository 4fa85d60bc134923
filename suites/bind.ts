import { _baseTest as test } from '@playwright/test'; // no browser fixtures: a sixth of the cost per test
import type { RequirementCard, Result } from '../spec/index.ts';
import { headOf } from './requirement.ts';

/** How a check ended, and what it leaves for the report besides. */
export interface Checked {
  readonly result: Result;
  readonly found?: Readonly<Record<string, unknown>>;
}

/** Turns requirements into Playwright tests that carry their id, clause, level and instance, and attach their result. */
export function bind(cards: readonly RequirementCard[], share: string, check: (id: string) => Promise<Checked>): void {
  for (const card of cards) {
    const head = headOf(card);
    const annotation = [
      { type: 'requirement', description: head.id },
      { type: 'clause', description: head.clause },
      { type: 'meta', description: JSON.stringify(head) },
    ];
    const tag = [`@${head.level}`, `@${share}`];
    test(`${head.id} ${head.title}`, { tag, annotation }, async () => attach(await check(card.id)));
  }
}

/** Hands a result to the reporter; an error would lose its fields on the way, an attachment does not. */
export async function attach({ result, found = {} }: Checked): Promise<void> {
  for (const [name, value] of Object.entries({ ...found, result })) {
    await test.info().attach(name, { contentType: 'application/json', body: JSON.stringify(value) });
  }
  if (result.outcome !== 'failed') return;
  // A test that ends as failed restarts its worker; the reporter decides the verdict from the attachment.
  test.fail(true, 'violation');
  throw new Error(result.violations?.[0]?.actual ?? 'violation');
}
