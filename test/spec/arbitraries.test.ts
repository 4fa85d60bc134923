import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { eventsOf } from '../../platform/events/events.ts';
import { eventNames, validators } from '../../spec/index.ts';
import { callShape } from '../../suites/arbitraries/call-context.ts';
import { dataOf } from '../../suites/arbitraries/call-event.ts';
import { callVariables } from '../../suites/arbitraries/call-variables.ts';
import { extraFields, jsonValue } from '../../suites/arbitraries/extra-fields.ts';
import { hostileText } from '../../suites/arbitraries/hostile-text.ts';
import { phoneNumber } from '../../suites/arbitraries/phone-number.ts';

const call = {
  id: 'call_1',
  applicationId: 'app_1',
  customerId: 'cust_1',
  direction: 'inbound',
  from: '+12025550101',
  to: '+12025550100',
} as const;

const all: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  callShape: callShape(),
  callVariables: callVariables(),
  extraFields: extraFields(jsonValue()),
  hostileText: hostileText(),
  phoneNumber: phoneNumber(),
  ...Object.fromEntries(eventNames.map((name) => [`data of ${name}`, dataOf(name)])),
};

for (const [name, arbitrary] of Object.entries(all)) {
  test(`${name}: the same seed makes the same`, () => {
    const sample = () => JSON.stringify(fc.sample(arbitrary, { seed: 7, numRuns: 200 }));
    expect(sample()).toBe(sample());
  });
}

test('every number is E.164', () => {
  fc.assert(
    fc.property(phoneNumber(), (number) => /^\+[1-9][0-9]{1,14}$/.test(number)),
    { numRuns: 2_000 },
  );
});

for (const name of eventNames) {
  test(`every ${name} is valid by its schema`, async () => {
    const validate = (await validators('events')).events[name];
    if (!validate) throw new Error(`no schema for ${name}`);
    fc.assert(
      fc.property(dataOf(name), callVariables(), callShape(), (data, variables, { idEnding, ...shape }) => {
        const event = eventsOf({ ...call, ...shape, id: `call_1${idEnding}` }, new Date(0))(name, data);
        if (!validate({ ...event, variables })) throw new Error(JSON.stringify(validate.errors));
      }),
      { numRuns: 300 },
    );
  });
}

test('variables stay within their documented limits', () => {
  fc.assert(
    fc.property(callVariables(), (variables) => {
      const entries = Object.entries(variables);
      return (
        entries.every(([name, value]) => name.length <= 128 && value.length <= 4096) &&
        JSON.stringify(variables).length < 25_000
      );
    }),
    { numRuns: 1_000 },
  );
});
