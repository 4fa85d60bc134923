import type { Mutant } from '../mutant.ts';

const say = (text: string) => ({ say: { text } });

/** The reference, but for what it answers behind the menu to these digits. */
function answers(
  name: string,
  breaks: Mutant['breaks'],
  does: string,
  digits: readonly string[],
  actions: readonly unknown[],
): Mutant {
  return {
    name,
    breaks,
    does,
    change: (reference) => ({
      ...reference,
      menu: (pressed, ...rest) => (digits.includes(pressed ?? '') ? { actions } : reference.menu(pressed, ...rest)),
    }),
  };
}

/** The reference with another gather; whatever comes is taken for a wrong choice but 1 and 2. */
function gathers(
  name: string,
  breaks: Mutant['breaks'],
  does: string,
  gather: Readonly<Record<string, unknown>>,
): Mutant {
  return {
    name,
    breaks,
    does,
    change: (reference) => ({
      ...reference,
      answer(context, environment) {
        const { actions } = reference.answer(context, environment) as { actions: readonly unknown[] };
        return { actions: [{ gather }, ...actions.slice(1)] };
      },
    }),
  };
}

const intended = ['flow.transfer.intended'];
const fits = ['flow.gather.fits'];
const language = ['flow.language.kept'];
const transfer = (destination: string) => [say('Connecting you.'), { transfer: { destination } }];

export const flowWords: readonly Mutant[] = [
  answers(
    'flow-sorry-in-german',
    language,
    'speaks German after a wrong key.',
    ['7', '8'],
    [say('Das war leider keine gültige Eingabe. Bitte rufen Sie uns wieder an.')],
  ),
  answers(
    'flow-bye-in-french',
    language,
    'says goodbye to a silent caller in French.',
    [''],
    [say('Merci, au revoir.')],
  ),
  answers(
    'flow-lost-country-code',
    intended,
    'transfers to a number without its country code.',
    ['1'],
    transfer('+2025550111'),
  ),
  answers(
    'flow-calls-emergency',
    intended,
    'transfers to an emergency number.',
    ['1'],
    transfer('sip:911@example.com'),
  ),
  answers('flow-calls-premium', intended, 'transfers to a premium range.', ['1'], transfer('+19005550111')),
  answers(
    'flow-calls-undefined',
    intended,
    'transfers to an address that was not filled in.',
    ['1'],
    transfer('sip:undefined@example.com'),
  ),
  answers(
    'flow-room-undefined',
    intended,
    'brings all callers into one room, as its name was not filled in.',
    ['2'],
    [say('Connecting you.'), { conference: { room: 'support-undefined' } }],
  ),
  answers(
    'flow-hides-key',
    ['flow.gather.hidden-keys'],
    'has a key that no prompt names.',
    ['7'],
    transfer('+12025550177'),
  ),
  gathers('flow-takes-four-of-six', fits, 'asks for six digits and takes four.', {
    ...{ prompt: 'Please enter your six digit account number.', num_digits: 4, timeout_seconds: 10 },
  }),
  gathers('flow-hurries', fits, 'gives two seconds for ten digits.', {
    ...{ prompt: 'Please enter your account number of 10 digits.', num_digits: 10, timeout_seconds: 2 },
  }),
  gathers('flow-hurries-pin', fits, 'gives two seconds for a PIN of four digits.', {
    ...{ prompt: 'Please enter your four digit PIN.', num_digits: 4, timeout_seconds: 2 },
  }),
  gathers('flow-names-ten', fits, 'names the key ten and takes one digit.', {
    ...{ prompt: 'Press 1 for sales, 2 for support or 10 for the operator.', num_digits: 1, timeout_seconds: 5 },
  }),
  {
    name: 'flow-forgets-two',
    breaks: ['flow.gather.announced-keys'],
    does: 'asks again after a wrong key, and then takes key 1 only.',
    change(reference) {
      const again = new Set<string>();
      return {
        ...reference,
        menu(digits, context, environment) {
          const callId = context.callId ?? '';
          const isSecond = again.has(callId);
          if (digits === '' || digits === '1' || (digits === '2' && !isSecond))
            return reference.menu(digits, context, environment);
          if (isSecond) return reference.menu('9', context, environment);
          again.add(callId);
          const { actions } = this.answer(context, environment) as { actions: readonly unknown[] };
          return { actions: [say('Sorry, that was no choice.'), ...actions] };
        },
      };
    },
  },
];
