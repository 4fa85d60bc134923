import type { Fault, FaultScript } from '../../../platform/api/faults/faults.ts';
import { badGateway, limitCodes } from '../../../platform/api/laws.ts';

export const internalError: Fault = { kind: 'error', code: 'internal_error', status: 500 };

const limits = limitCodes.map((code): Fault => ({ kind: 'error', code }));

/** Faults between whose attempts gaps are measured. */
const timed: ReadonlySet<string> = new Set(
  [internalError, badGateway, ...limits].map((fault) => JSON.stringify(fault)),
);

export function isTimed(script: FaultScript): boolean {
  return script.some(({ fault }) => timed.has(JSON.stringify(fault)));
}
