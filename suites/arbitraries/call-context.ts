import fc from 'fast-check';
import type { CallContext } from '../../platform/events/events.ts';
import { digits, lowerCase, text } from './characters.ts';
import { phoneNumber } from './phone-number.ts';

/** Everything of a call but its id's unique part; `idEnding` is appended to that. */
interface CallShape extends Omit<CallContext, 'id'> {
  readonly idEnding: string;
}

const documentedId = (prefix: string) =>
  fc.oneof(
    fc.integer({ min: 1, max: 999_999 }).map((n) => `${prefix}_${n}`),
    fc.integer({ min: 0, max: 999_999_999 }).map((n) => `${prefix}_20260529T120000.${String(n).padStart(9, '0')}`),
  );

/** None, a word, groups of digits, or a long one. */
function idEnding(): fc.Arbitrary<string> {
  const group = text(digits, 1, 9).map((group) => `.${group}`);
  return fc.oneof(
    fc.constant(''),
    text(`${lowerCase + digits}_`, 1, 12),
    fc.array(group, { minLength: 1, maxLength: 3 }).map((groups) => groups.join('')),
    fc.tuple(text(`${lowerCase + digits}._`, 30, 60), text(lowerCase + digits, 1, 1)).map((parts) => parts.join('')),
  );
}

/** Any valid call: both directions, E.164 numbers of every length, ids of the documented shapes (Q84). */
export function callShape(): fc.Arbitrary<CallShape> {
  return fc.record({
    idEnding: idEnding(),
    applicationId: documentedId('app'),
    customerId: documentedId('cust'),
    direction: fc.constantFrom('inbound' as const, 'outbound' as const),
    from: phoneNumber(),
    to: phoneNumber(),
  });
}
