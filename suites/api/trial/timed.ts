import type { Fault } from '../../../platform/api/faults/faults.ts';
import { badGateway, limitCodes } from '../../../platform/api/laws.ts';

export const internalError: Fault = { kind: 'error', code: 'internal_error', status: 500 };

const limits = limitCodes.map((code): Fault => ({ kind: 'error', code }));

/** Faults between whose attempts gaps are measured: nothing else goes on at their operation meanwhile. */
const timed: ReadonlySet<string> = new Set(
  [internalError, badGateway, ...limits].map((fault) => JSON.stringify(fault)),
);

export function isTimed(fault: Fault): boolean {
  return timed.has(JSON.stringify(fault));
}
