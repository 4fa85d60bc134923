import type { Integration } from '../integration.ts';
import type { Mutant } from '../mutant.ts';
import { json } from '../reference.ts';
import { connect, say, wrong } from './asks.ts';

const prompt = 'This is your reminder. Press 1 to confirm your appointment, or 2 to talk to somebody.';
const choiceGather = { prompt, num_digits: 1, timeout_seconds: 20 };
const confirmed = [say('Your appointment is confirmed. Goodbye.')];

/** The reference, with a reminder as the flow of outbound calls; `decide` says what follows the digits. */
function reminds(
  reference: Integration,
  decide: (digits: string, again: readonly unknown[], called: string) => readonly unknown[],
  gather: Readonly<Record<string, unknown>> = choiceGather,
): Integration {
  return {
    ...reference,
    answer(context, environment) {
      const usual = reference.answer(context, environment) as { actions: readonly unknown[] };
      if (context.direction !== 'outbound') return usual;
      return { actions: [{ gather }, ...usual.actions.slice(1)] };
    },
    menu(digits, context, environment) {
      if (context.direction !== 'outbound') return reference.menu(digits, context, environment);
      const { actions } = this.answer(context, environment) as { actions: readonly unknown[] };
      return { actions: decide(digits ?? '', actions, context.to ?? '') };
    },
  };
}

const pinGather = { prompt: 'Please enter your PIN of four digits.', num_digits: 4, timeout_seconds: 10 };

/** The same, with a PIN instead of a choice. */
function remindsBehindPin(reference: Integration, decide: Parameters<typeof reminds>[1]): Integration {
  return reminds(reference, decide, pinGather);
}

const orderPrompt = 'Please enter your order number, then press pound.';
const order = { prompt: orderPrompt, min_digits: 4, max_digits: 12, finish_on_key: '#', timeout_seconds: 20 };

/** Says that a PIN was wrong. */
const refused = [say('That was not right.'), say('Goodbye.')];

function choice(digits: string): readonly unknown[] {
  return digits === '1' ? confirmed : digits === '2' ? connect('+12025550122') : wrong;
}

/** Faults of a flow that only outbound calls have. */
export const flowOutbound: readonly Mutant[] = [
  {
    name: 'flow-outbound-key-missing',
    breaks: ['flow.gather.announced-keys'],
    does: 'has no branch for key 2, which the prompt of its outbound calls names.',
    change: (reference) => reminds(reference, (digits) => (digits === '2' ? wrong : choice(digits))),
  },
  {
    name: 'flow-outbound-fails-on-star',
    breaks: ['flow.gather.every-key', 'flow.gather.invalid-input'],
    does: 'fails when the callee of an outbound call presses the star.',
    change: (reference) =>
      reminds(reference, (digits) => {
        if (digits === '*') throw new Error('no branch for this');
        return choice(digits);
      }),
  },
  {
    name: 'flow-outbound-asks-for-ever',
    breaks: ['flow.silence.ends'],
    does: 'asks the callee of an outbound call again as long as nothing is pressed.',
    change: (reference) => reminds(reference, (digits, again) => (digits === '' ? again : choice(digits))),
  },
  {
    name: 'flow-outbound-dials-callee',
    breaks: ['flow.gather.hidden-keys', 'answer.input.no-taint'],
    does: 'connects the callee of an outbound call with the number that was called, if a wrong key is pressed.',
    change: (reference) =>
      reminds(reference, (digits, _, called) => (digits === '7' ? connect(called) : choice(digits))),
  },
  {
    name: 'flow-outbound-pin-by-prefix',
    breaks: ['flow.secret.whole'],
    does: 'takes the beginning of the PIN for the PIN in its outbound calls.',
    change: (reference) =>
      remindsBehindPin(reference, (digits) => (digits !== '' && '0042'.startsWith(digits) ? confirmed : refused)),
  },
  {
    name: 'flow-outbound-repeats-pin',
    breaks: ['flow.secret.unspoken'],
    does: 'reads a wrong PIN back in its outbound calls.',
    change: (reference) =>
      remindsBehindPin(reference, (digits) =>
        digits === '0042' ? confirmed : [say(`You entered ${[...digits].join(' ')}.`), ...refused],
      ),
  },
  {
    name: 'flow-outbound-guesses-for-ever',
    breaks: ['flow.secret.bounded'],
    does: 'asks the callee of an outbound call for the PIN until it is right.',
    change: (reference) =>
      remindsBehindPin(reference, (digits, again) => {
        if (digits === '0042') return confirmed;
        return digits === '' ? refused : [say('That was not right.'), ...again];
      }),
  },
  {
    name: 'flow-outbound-speaks-undefined-between-counts',
    breaks: ['answer.speech.filled'],
    does: 'says "undefined" to the callee who enters an order number of five to eleven digits.',
    change: (reference) =>
      reminds(
        reference,
        (digits) => {
          const words = { 4: 'missing', 12: 'ready' } as Readonly<Record<number, string>>;
          return /^\d{4,}$/.test(digits) ? [say(`Your order is ${words[digits.length]}.`), say('Goodbye.')] : refused;
        },
        order,
      ),
  },
  {
    name: 'flow-outbound-needs-digits-first',
    breaks: ['answer.input.any-caller', 'flow.order.gathered-late'],
    does: 'fails when the answer behind a reminder is requested before any digits arrived.',
    change(reference) {
      const reminding = reminds(reference, choice);
      return {
        ...reminding,
        menu(digits, context, environment) {
          if (digits === undefined && context.direction === 'outbound') throw new Error('no digits are stored');
          return reminding.menu(digits, context, environment);
        },
      };
    },
  },
  {
    name: 'flow-outbound-fails-after-hang-up',
    breaks: ['flow.fallback.present'],
    does: 'refuses the call.gathered of a callee who hung up.',
    change: (reference) => ({
      ...reminds(reference, choice),
      acknowledge: (event, isNew, environment) =>
        event.event === 'call.gathered' &&
        event.call.direction === 'outbound' &&
        event.data.digits === '' &&
        event.data.timed_out === false
          ? json(500, { error: 'neither digits nor a time-out' })
          : reference.acknowledge(event, isNew, environment),
    }),
  },
];
