import fc from 'fast-check';
import type { Fault, FaultScript } from '../../platform/api/faults/faults.ts';

/** More attempts than any client makes. */
const lastAttempt = 1_000;
const maxBefore = 2;

/**
 * Schedules of one client: its first attempts meet faults at which it asks again, and all later ones a fault at which it must
 * stop. As values they shrink to the fewest rules that still show a failure, which are two: each fault alone is tried before.
 */
export function faultSchedule(retried: readonly Fault[], final: readonly Fault[]): fc.Arbitrary<FaultScript> {
  return fc
    .tuple(fc.array(fc.constantFrom(...retried), { minLength: 1, maxLength: maxBefore }), fc.constantFrom(...final))
    .map(([before, stop]) => [
      ...before.map((fault, index) => ({ attempts: { from: index + 1, to: index + 1 }, fault })),
      { attempts: { from: before.length + 1, to: lastAttempt }, fault: stop },
    ]);
}
