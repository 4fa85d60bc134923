import fc from 'fast-check';
import type { CallContext } from '../../platform/events.ts';
import { phoneNumber } from './phone-number.ts';

/** Everything of a call but its id's unique part; `idEnding` is appended to that. */
export interface CallShape extends Omit<CallContext, 'id'> {
  readonly idEnding: string;
}

const documentedId = (prefix: string) =>
  fc.oneof(
    fc.integer({ min: 1, max: 999_999 }).map((n) => `${prefix}_${n}`),
    fc.integer({ min: 0, max: 999_999_999 }).map((n) => `${prefix}_20260529T120000.${String(n).padStart(9, '0')}`),
  );

/** Any valid call: both directions, E.164 numbers of every length, ids of the documented shapes (Q84). */
export function callShape(): fc.Arbitrary<CallShape> {
  return fc.record({
    idEnding: fc.stringMatching(/^(|[a-z0-9_]{1,12}|(\.[0-9]{1,9}){1,3}|[a-z0-9._]{30,60}[a-z0-9])$/),
    applicationId: documentedId('app'),
    customerId: documentedId('cust'),
    direction: fc.constantFrom('inbound' as const, 'outbound' as const),
    from: phoneNumber(),
    to: phoneNumber(),
  });
}
