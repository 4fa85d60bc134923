import { Unreachable } from '../../../platform/http/sender.ts';
import { KitFault } from '../../../platform/kit-fault.ts';
import { OutOfTime } from '../../../platform/request-policy/allowance.ts';
import type { Requirement } from '../../requirement.ts';
import { aheadIn } from './ahead.ts';

/**
 * The same requirement, which looks again at what it did not find right where trials went on at the same time: one of them
 * may have been the reason, as with a circuit breaker or a queue that they share. Only what is seen alone counts.
 */
export function confirmedAlone(requirement: Requirement): Requirement {
  return {
    ...requirement,
    async check(bench) {
      const ahead = await aheadIn(bench);
      ahead.isUsed = false;
      try {
        await requirement.check(bench);
      } catch (error) {
        const isOther = error instanceof KitFault || error instanceof Unreachable || error instanceof OutOfTime;
        if (!ahead.isUsed || isOther) throw error;
        ahead.isAlone = true;
        try {
          await requirement.check(bench);
        } finally {
          ahead.isAlone = false;
        }
      }
    },
  };
}
