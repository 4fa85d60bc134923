import fc from 'fast-check';
import type { CallContext } from '../../platform/events/events.ts';
import { digits, lowerCase, text } from './characters.ts';
import { limitsOf, validMember } from './schema/compile.ts';

/** Everything of a call but its id's unique part; `idEnding` is appended to that. */
interface CallShape extends Omit<CallContext, 'id'> {
  readonly idEnding: string;
}

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

const file = 'resources/webhook-call';

/** Calls whose numbers and ids meet their limits. */
export function limitCalls(): readonly CallShape[] {
  const [first, ...others] = ['application_id', 'customer_id', 'from', 'to'].map((member) =>
    limitsOf(file, member).map(({ value }) => String(value)),
  );
  return (first ?? []).flatMap((applicationId, index): readonly CallShape[] => {
    const [customerId, from, to] = others.map((texts) => texts[index % texts.length]);
    if (customerId === undefined || from === undefined || to === undefined) return [];
    return [{ idEnding: '', applicationId, customerId, direction: 'inbound', from, to }];
  });
}

/** Any valid call: both directions, E.164 numbers of every length, ids of the documented shapes (Q84). */
export function callShape(): fc.Arbitrary<CallShape> {
  const member = (name: string) => validMember(file, name) as fc.Arbitrary<string>;
  return fc.record({
    idEnding: idEnding(),
    applicationId: member('application_id'),
    customerId: member('customer_id'),
    direction: member('direction') as fc.Arbitrary<CallContext['direction']>,
    from: member('from'),
    to: member('to'),
  });
}
