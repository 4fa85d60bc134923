import { now } from '../clock.ts';
import type { CallContext } from '../events/events.ts';

/**
 * Makes calls with new ids: the documented format (prefix, time stamp, dot, nine digits), unique
 * for this run. Ids that are longer are for the checks that want them.
 */
export function callMaker(): (context?: Partial<CallContext>) => CallContext {
  const run = now().toISOString().replace(/[-:]/g, '').slice(0, 15);
  let counter = (Math.floor(performance.timeOrigin * 1000 + performance.now() * 1000) % 1_000_000) * 1000;
  return (context = {}) => {
    counter = (counter + 1) % 1_000_000_000;
    return {
      id: `call_${run}.${String(counter).padStart(9, '0')}`,
      applicationId: 'app_123',
      customerId: 'cust_123',
      direction: 'inbound',
      from: '+12025550101',
      to: '+12025550100',
      ...context,
    };
  };
}
