import type { Handler } from '../handler.ts';
import { problem } from '../problems.ts';

/** Calls of the application that were created in the window, `to` excluded (Q107), and have been settled. */
export const getUsage: Handler = ({ world, application: { id: application_id }, query: { from = '', to = '' } }) => {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  if (end < start) return problem('invalid_request', 'to must not be before from');
  const settled = [...world.calls.values()].filter(({ call, costCents }) => {
    const created = Date.parse(call.created_at);
    return costCents !== undefined && call.application_id === application_id && created >= start && created < end;
  });
  const seconds = settled.reduce((sum, { call }) => sum + (call.duration_seconds ?? 0), 0);
  const cents = settled.reduce((sum, { costCents = 0 }) => sum + costCents, 0);
  return {
    shows: {
      application_id,
      from,
      to,
      summary: {
        calls: settled.length,
        billsec_seconds: seconds,
        cost_amount: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
        cost_currency: 'EUR',
      },
    },
  };
};
