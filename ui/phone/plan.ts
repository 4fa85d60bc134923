import type { CallPlan } from '../protocol/phone.ts';
import { act } from '../state/connection.ts';

/** What the next call is: kept for as long as the page is open. */
let plan: Omit<CallPlan, 'path'> = { direction: 'inbound', from: '', to: '', pace: 'skip', variables: {} };

export function planned(): typeof plan {
  return plan;
}

export function planAnew(change: Partial<typeof plan>): typeof plan {
  plan = { ...plan, ...change };
  return plan;
}

/** Calls with the settings of the phone, from the start or along a path. */
export function startCall(path: readonly string[] = []): void {
  void act('call', { ...plan, path });
}
