import { now } from '../clock.ts';
import type { CallContext } from '../events/events.ts';

/**
 * Makes calls with new ids: the documented format (prefix, time stamp, dot, nine digits), unique
 * for this run.
 */
export function callMaker(): (context?: Partial<CallContext>) => CallContext {
  const run = now().toISOString().replace(/[-:]/g, '').slice(0, 15);
  const nonce = String(Math.floor(performance.timeOrigin * 1000 + performance.now() * 1000) % 1_000_000);
  let counter = 0;
  return (context = {}) => {
    counter++;
    const round = Math.floor(counter / 1000);
    const number = `${nonce.padStart(6, '0')}${String(counter % 1000).padStart(3, '0')}${round > 0 ? round : ''}`;
    return {
      id: `call_${run}.${number}`,
      applicationId: 'app_123',
      customerId: 'cust_123',
      direction: 'inbound',
      from: '+12025550101',
      to: '+12025550100',
      ...context,
    };
  };
}
