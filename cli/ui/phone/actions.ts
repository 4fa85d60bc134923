import { isDialOutcome } from '../../../platform/script.ts';
import { isRecord } from '../../../spec/index.ts';
import type { CallPlan } from '../../../ui/protocol/phone.ts';
import { UsageError } from '../../command.ts';
import type { Actions } from '../server.ts';
import type { Phone } from './phone.ts';

/** What the page can do on the phone. */
export function phoneActions(phone: Phone): Actions {
  return {
    call: (input) => phone.call(planIn(input)),
    press: ({ key }) => {
      if (typeof key !== 'string' || !/^[0-9A-D*#]$/.test(key)) throw new UsageError('that is no key of a phone');
      phone.caller().press(key);
    },
    skip: () => phone.caller().skip(),
    'hang-up': () => phone.caller().hangUp(),
    reach: ({ outcome }) => {
      if (typeof outcome !== 'string' || !isDialOutcome(outcome)) throw new UsageError('that is no way to be reached');
      phone.caller().reach(outcome);
    },
  };
}

const number = /^\+?[0-9*#]{1,20}$/;

function planIn({ direction, from, to, pace, variables, path }: Readonly<Record<string, unknown>>): CallPlan {
  const numberIn = (value: unknown, what: string): string => {
    if (value === undefined || value === '') return '';
    if (typeof value === 'string' && number.test(value)) return value;
    throw new UsageError(`${what} is no phone number`, 'For example: +12025550101.');
  };
  return {
    direction: direction === 'outbound' ? 'outbound' : 'inbound',
    from: numberIn(from, 'the caller'),
    to: numberIn(to, 'the number that is called'),
    pace: pace === 'real' ? 'real' : 'skip',
    variables: isRecord(variables)
      ? Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]))
      : {},
    path: Array.isArray(path) ? path.map(String) : [],
  };
}
