import type { Result } from '../../spec/index.ts';

/** By finding: what cannot be judged until it is fixed. A chain of blocked results counts for the finding at its start. */
export function blockedBy(open: readonly Result[]): ReadonlyMap<Result, readonly Result[]> {
  const byId = new Map(open.map((result) => [result.id, result]));
  const named = ({ cause }: Result): Result | undefined => (cause?.kind === 'blocked' ? byId.get(cause.by) : undefined);
  const held = new Map<Result, Result[]>();
  for (const result of open) {
    const root = rootOf(result, named);
    if (root === result) continue;
    const waiting = held.get(root);
    if (waiting) waiting.push(result);
    else held.set(root, [result]);
  }
  return held;
}

/** A circle has no first member: then each is listed on its own, so that none is lost. */
function rootOf(result: Result, named: (blocked: Result) => Result | undefined): Result {
  const seen = new Set<Result>();
  let current = result;
  for (;;) {
    seen.add(current);
    const next = named(current);
    if (!next || next === current) return current;
    if (seen.has(next)) return result;
    current = next;
  }
}
