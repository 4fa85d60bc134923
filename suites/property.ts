import fc from 'fast-check';
import type { Bench } from '../platform/bench.ts';
import { deadline } from '../platform/clock.ts';
import type { Note } from './note.ts';
import { NotApplicable, Violation } from './requirement.ts';
import { tryAhead } from './slow-cases.ts';

/** Milliseconds after which no further case is begun: a slow target gets fewer cases, not a run of hours. Instances share a machine, so each has as much more time. */
const budgetMs = 4_000;

/**
 * Checks a law for generated values; throws the violation of the smallest value that breaks it. The values of `first` are
 * tried before any other, in an order that the seed decides: few runs share them out, many try them all. Those of a slow
 * target wait at the same time.
 */
export async function forAll<T>(
  bench: Bench,
  note: Note,
  arbitrary: fc.Arbitrary<T>,
  law: (value: T) => Promise<void>,
  maxRuns: number = Number.POSITIVE_INFINITY,
  first: readonly T[] = [],
): Promise<void> {
  const { seed, runs, path, slice, atOnce = 1 } = bench.options;
  let seen: Violation | undefined;
  let [made, begun] = [0, 0];
  if (slice) note.slice = slice;
  const numRuns = Math.min(runs, maxRuns);
  const examples = shuffled(first, seed);
  const own = examples
    .map((value, number) => ({ value, number }))
    .filter(({ number }) => number < numRuns && (!slice || number % slice.total === slice.index - 1));
  const ahead = await tryAhead(path ? [] : own, law, budgetMs * atOnce);
  begun += ahead.right.size;
  note.cases += ahead.right.size;
  const end = deadline(budgetMs * atOnce);
  const details = await fc.check(
    fc.asyncProperty(arbitrary, async (value) => {
      const number = made++;
      const isOwn = !slice || path || seen || number % slice.total === slice.index - 1;
      if (!isOwn || (!seen && ahead.right.has(number))) return;
      // Not fast-check's own time limit, which gives up a case under way: the first one always ends.
      if (begun > 0 && end.passed() && !path && !ahead.suspect.has(number)) return;
      begun++;
      note.cases++;
      try {
        await law(value);
      } catch (error) {
        seen = Violation.in(error) ?? seen;
        throw error;
      }
    }),
    {
      seed,
      numRuns,
      examples: examples.map((value): [T] => [value]),
      ...(path ? { path, endOnFailure: true } : {}),
    },
  );
  if (details.failed) {
    const error: unknown = details.errorInstance;
    const violation = Violation.in(error);
    if (violation && details.counterexamplePath) violation.path = details.counterexamplePath;
    // A target that one case brought down leaves nothing to shrink: then that case, unshrunk, is what is known.
    throw violation ?? seen ?? error ?? new Error('the property failed without a reason');
  }
  if (slice && begun === 0) throw new NotApplicable('all of its cases ran on other shards');
  if (begun === 0) throw new Error('no generated case could be run');
}

/** The same values in an order that depends on the seed. */
function shuffled<T>(values: readonly T[], seed: number): readonly T[] {
  if (values.length < 2) return values;
  const whole = fc.shuffledSubarray([...values], { minLength: values.length });
  return fc.sample(whole, { seed, numRuns: 1 })[0] ?? values;
}
