import { deadline, monotonic } from '../platform/clock.ts';
import { overlapped } from './overlapped.ts';
import { Violation } from './requirement.ts';

/** Milliseconds: a case that takes longer spends most of it waiting, so others are tried meanwhile. */
const slowMs = 100;

/** How many cases wait at the same time. */
const atOnce = 8;

/** A case by its number in the run. */
interface Numbered<T> {
  readonly number: number;
  readonly value: T;
}

interface TriedAhead {
  /** Numbers of the cases that are right. */
  readonly right: ReadonlySet<number>;
  /** Numbers of the cases that were not right beside others: each counts only as it is judged alone. */
  readonly suspect: ReadonlySet<number>;
}

/**
 * Tries cases of a slow target at the same time, so that the time of a property is enough for more of them. The first is
 * tried alone and tells whether the target is slow: nothing is tried ahead where it is quick. No case is begun after
 * `budgetMs`.
 */
export async function tryAhead<T>(
  cases: readonly Numbered<T>[],
  law: (value: T) => Promise<void>,
  budgetMs: number,
): Promise<TriedAhead> {
  const [right, suspect] = [new Set<number>(), new Set<number>()];
  const [first, ...others] = cases;
  const end = deadline(budgetMs);
  const begun = monotonic();
  if (first) await tryOne(first);
  if (monotonic() - begun > slowMs && suspect.size === 0) await overlapped(others, tryOne, atOnce);
  return { right, suspect };

  async function tryOne({ number, value }: Numbered<T>): Promise<void> {
    if (number !== first?.number && (suspect.size > 0 || end.passed())) return;
    try {
      await law(value);
      right.add(number);
    } catch (error) {
      // What is no violation, such as the end of the target, is met again by the case alone.
      if (Violation.in(error)) suspect.add(number);
      else throw error;
    }
  }
}
