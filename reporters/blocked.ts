import type { Result } from '../spec/index.ts';

/** By finding: what cannot be judged until it is mended; at the end of a chain stands what began it. */
export function heldUp(open: readonly Result[]): ReadonlyMap<Result, readonly Result[]> {
  const named = finder(open);
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

/** Finds what a check that is blocked names to mend first, or to look at: a requirement, or a subject with all of its own. */
function finder(open: readonly Result[]): (blocked: Result) => Result | undefined {
  const byName = new Map<string, Result>();
  for (const result of open) {
    const parts = result.id.split('.');
    const names = parts.map((_, index) => parts.slice(0, index + 1).join('.'));
    for (const name of names) {
      const before = byName.get(name);
      // A subject stands for what is broken there.
      if (!before || (before.outcome === 'could-not-run' && result.outcome !== 'could-not-run'))
        byName.set(name, result);
    }
  }
  return ({ outcome, reason = '' }) => {
    if (outcome !== 'could-not-run') return undefined;
    return byName.get(/\((?:mend|see) ([a-z][a-z0-9.-]*)(?: first)?\)/.exec(reason)?.[1] ?? '');
  };
}

/** A circle has no beginning: then each stands for itself, so that none is lost. */
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
