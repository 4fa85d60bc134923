import { expect, _baseTest as test } from '@playwright/test';
import { asks, connect, say, wrong } from '../../mutants/flow/asks.ts';
import { reference } from '../../mutants/reference.ts';
import { checkAll } from '../harness.ts';

type Decide = Parameters<typeof asks>[2];

const confirmed = [say('Your table is confirmed. Goodbye.')];
const number = {
  prompt: 'Please enter your order number of 4 to 8 digits, then press pound.',
  ...{ min_digits: 4, max_digits: 8, finish_on_key: '#' },
};

/** Knows one number at each of two attempts. */
function twice(): Decide {
  const asked = new Set<string>();
  return (digits, again, callId) => {
    if (digits === '0042') return [say('Your order is on its way. Goodbye.')];
    if (digits === '' || asked.has(callId)) return wrong;
    asked.add(callId);
    return [say('We do not know this number.'), ...again];
  };
}

const right: readonly (readonly [string, Readonly<Record<string, unknown>>, Decide])[] = [
  [
    'any other key declines',
    { prompt: 'Press 1 to accept, 2 to talk to us, or any other key to decline.' },
    (digits) => (digits === '1' ? confirmed : digits === '2' ? connect('+12025550122') : [say('You have declined.')]),
  ],
  [
    'staying on the line accepts',
    { prompt: 'Press 2 to talk to us, or stay on the line to accept.' },
    (digits) => (digits === '2' ? connect('+12025550122') : digits === '' ? confirmed : wrong),
  ],
  [
    'every key of a survey is thanked for',
    { prompt: 'Press 1 if you agree or 2 if you do not.' },
    () => [say('Thank you for your answer. Goodbye.')],
  ],
  [
    'a wrong key ends the call as the last key does',
    { prompt: 'Press 1 for sales, or 9 to hang up.' },
    (digits) => (digits === '1' ? connect('+12025550111') : [say('Goodbye.')]),
  ],
  ['a number is right at each attempt', number, twice()],
  ['any number is taken', number, (digits) => (digits.length < 4 ? wrong : [say('Thank you. Goodbye.')])],
];

const apart: typeof right = [
  [
    'both answers to a question are confirmed',
    { prompt: 'Press 1 to confirm your table or 2 to cancel it.' },
    (digits) => (/^[12]$/.test(digits) ? [say('Your choice is confirmed. Goodbye.')] : wrong),
  ],
  [
    'what one key leads to speaks of the other one as well',
    { prompt: 'Press 1 for our opening hours or 2 for our address.' },
    (digits) => {
      if (digits === '1') return [say('We are at our address from nine to five. Goodbye.')];
      return digits === '2' ? [say('Our address is 1 Example Street, at all opening hours.')] : wrong;
    },
  ],
];

for (const [name, gather, decide] of right) {
  test(`a call flow is right where ${name}`, async () => {
    const only = ['flow.gather.consumed', 'flow.gather.fits', 'flow.gather.invalid-distinct'];
    expect(await faultsOf(gather, decide, only)).toEqual([]);
  });
}

for (const [name, gather, decide] of apart) {
  test(`keys have paths of their own where ${name}`, async () => {
    expect(await faultsOf(gather, decide, ['flow.gather.announced-keys'])).toEqual([]);
  });
}

async function faultsOf(gather: Readonly<Record<string, unknown>>, decide: Decide, only: readonly string[]) {
  const results = await checkAll(() => asks(reference, gather, decide), { only });
  return results.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'not-applicable');
}
