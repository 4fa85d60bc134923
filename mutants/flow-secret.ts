import type { Integration } from './integration.ts';
import type { Mutant } from './mutant.ts';

const pin = '0042';
const say = (text: string) => ({ say: { text } });
const right = [say('That was right. You have no new messages.'), say('Goodbye.')];
const wrong = [say('That was not right.'), say('Goodbye.')];

/** The reference with a PIN instead of a menu, and what it does once digits came. */
function asksForPin(
  reference: Integration,
  decide: (digits: string, callId: string, ask: readonly unknown[]) => readonly unknown[],
): Integration {
  return {
    ...reference,
    answer(context, environment) {
      const { actions } = reference.answer(context, environment) as { actions: readonly unknown[] };
      const gather = { prompt: 'Please enter your PIN of four digits.', num_digits: 4, timeout_seconds: 10 };
      return { actions: [{ gather }, ...actions.slice(1)] };
    },
    menu(digits, context, environment) {
      const { actions } = this.answer(context, environment) as { actions: readonly unknown[] };
      return { actions: decide(digits ?? '', context.callId ?? '', actions) };
    },
  };
}

function pinMutant(
  name: string,
  expectation: 'unspoken' | 'whole' | 'bounded',
  does: string,
  decide: Parameters<typeof asksForPin>[1],
): Mutant {
  return { name, breaks: [`flow.secret.${expectation}`], does, change: (reference) => asksForPin(reference, decide) };
}

/** Takes for right what fulfils a condition. */
function compares(name: string, does: string, isRight: (digits: string) => boolean): Mutant {
  return pinMutant(name, 'whole', does, (digits) => (isRight(digits) ? right : wrong));
}

export const flowSecret: readonly Mutant[] = [
  pinMutant('flow-repeats-pin', 'unspoken', 'reads a wrong PIN back.', (digits) =>
    digits === pin ? right : [say(`You entered ${[...digits].join(' ')}.`), ...wrong],
  ),
  pinMutant('flow-repeats-right-pin', 'unspoken', 'reads the right PIN back.', (digits) =>
    digits === pin ? [say(`Your PIN ${digits} was right.`), ...right] : wrong,
  ),
  pinMutant('flow-pin-in-url', 'unspoken', 'puts the PIN into the URL of a stream.', (digits) => [
    { start_stream: { stream_url: `wss://media.example.com/stream?pin=${encodeURIComponent(digits)}`, track: 'both' } },
    ...(digits === pin ? right : wrong),
  ]),
  compares(
    'flow-pin-as-number',
    'compares the PIN as a number.',
    (digits) => digits !== '' && Number(digits) === Number(pin),
  ),
  compares('flow-pin-by-prefix', 'takes the beginning of the PIN for the PIN.', (digits) => pin.startsWith(digits)),
  compares('flow-pin-by-end', 'compares the last digits of the PIN only.', (digits) => digits.endsWith('42')),
  compares(
    'flow-pin-of-three',
    'compares the first three digits of the PIN only.',
    (digits) => digits.slice(0, 3) === '004',
  ),
  pinMutant('flow-guesses-for-ever', 'bounded', 'asks for the PIN until it is right.', (digits, _, ask) =>
    digits === pin ? right : digits === '' ? wrong : [say('That was not right.'), ...ask],
  ),
  {
    name: 'flow-counts-sessions',
    breaks: ['flow.session.unguessable'],
    does: 'names the sessions of its calls 1, 2, 3 in the URL, and asks for nothing else.',
    change(reference) {
      const calls: string[] = [];
      return {
        ...reference,
        readAnswerRequest(request) {
          const context = reference.readAnswerRequest(request);
          const known = calls[Number(request.url.searchParams.get('session') ?? Number.NaN)];
          return known === undefined ? context : { ...context, callId: known };
        },
        answer(context, environment) {
          const callId = context.callId ?? '';
          if (!calls.includes(callId)) calls.push(callId);
          const { actions } = reference.answer(context, environment) as { actions: readonly unknown[] };
          const url = `${environment.origin}/menu?session=${calls.indexOf(callId)}`;
          return { actions: [...actions.slice(0, 1), { redirect: { url } }] };
        },
      };
    },
  },
];
