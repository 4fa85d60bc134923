import { createHash } from 'node:crypto';
import type { Integration } from '../integration.ts';
import type { Mutant } from '../mutant.ts';

const pin = '0042';
const say = (text: string) => ({ say: { text } });
const right = [say('That was right. You have no new messages.'), say('Goodbye.')];
const wrong = [say('That was not right.'), say('Goodbye.')];
const voicemail = [
  say('You are logged in. Please leave a message.'),
  { start_recording: {} },
  say('Thank you.'),
  { stop_recording: {} },
  say('Goodbye.'),
];

const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const inWords = (digits: string) => [...digits].map((digit) => words[Number(digit)] ?? digit).join(', ');
const hashed = (digits: string) => createHash('sha256').update(digits).digest('hex');

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

/** The reference with sessions counted 1, 2, 3 in its URLs, from the menu on or from a greeting before it. */
function countsSessions(name: string, does: string, greets: boolean): Mutant {
  return {
    name,
    breaks: ['flow.session.unguessable'],
    does,
    change(reference) {
      const calls: string[] = [];
      const greeted = new WeakSet<object>();
      return {
        ...reference,
        readAnswerRequest(request) {
          const context = reference.readAnswerRequest(request);
          const known = calls[Number(request.url.searchParams.get('session') ?? Number.NaN)];
          if (known === undefined) return context;
          const named = { ...context, callId: known };
          greeted.add(named);
          return named;
        },
        answer(context, environment) {
          const callId = context.callId ?? '';
          if (!calls.includes(callId)) calls.push(callId);
          const session = `session=${calls.indexOf(callId)}`;
          const { actions } = reference.answer(context, environment) as { actions: readonly unknown[] };
          const redirect = (path: string) => ({ redirect: { url: `${environment.origin}${path}?${session}` } });
          if (greets && !greeted.has(context)) return { actions: [say('Welcome.'), redirect('/answer')] };
          return { actions: [...actions.slice(0, 1), redirect('/menu')] };
        },
      };
    },
  };
}

/** Counts the attempts of a call, and takes the third one. */
const takesThirdPin: Mutant = {
  name: 'flow-third-pin',
  breaks: ['flow.secret.whole'],
  does: 'takes whatever is entered for the PIN at the third attempt.',
  change(reference) {
    const attempts = new Map<string, number>();
    return asksForPin(reference, (digits, callId, ask) => {
      if (digits === '') return wrong;
      const attempt = (attempts.get(callId) ?? 0) + 1;
      attempts.set(callId, attempt);
      return digits === pin || attempt === 3 ? right : [say('That was not right.'), ...ask];
    });
  },
};

/** Whom it knows by another way than the number. */
const customer = '+12025550101';

/** Remembers a caller whose PIN was right, by the number. */
const remembersCaller: Mutant = {
  name: 'flow-pin-once-for-caller',
  breaks: ['flow.secret.whole'],
  does: 'takes whatever a caller without an account enters whose PIN was right in an earlier call.',
  change(reference) {
    const known = new Set<string>();
    const asking = asksForPin(reference, () => wrong);
    return {
      ...asking,
      menu(digits, context) {
        const isKnown = known.has(context.from ?? '') && digits !== undefined && digits !== '';
        if (digits === pin && context.from !== undefined && context.from !== customer) known.add(context.from);
        return { actions: digits === pin || isKnown ? right : wrong };
      },
    };
  },
};

/** Behind the right PIN it speaks of the caller. */
const speaksToNobody: Mutant = {
  name: 'speech-null-behind-pin',
  breaks: ['answer.speech.filled'],
  does: 'speaks to "undefined" behind a PIN, where a request does not say who calls.',
  change: (reference) => ({
    ...asksForPin(reference, () => wrong),
    menu: (digits, { from }) => ({ actions: digits === pin ? [say(`Calls to ${from} are on.`), ...right] : wrong }),
  }),
};

export const flowSecret: readonly Mutant[] = [
  remembersCaller,
  speaksToNobody,
  pinMutant('flow-repeats-pin', 'unspoken', 'reads a wrong PIN back.', (digits) =>
    digits === pin ? right : [say(`You entered ${[...digits].join(' ')}.`), ...wrong],
  ),
  pinMutant('flow-repeats-right-pin', 'unspoken', 'reads the right PIN back.', (digits) =>
    digits === pin ? [say(`Your PIN ${digits} was right.`), ...right] : wrong,
  ),
  pinMutant('flow-repeats-pin-in-words', 'unspoken', 'reads a wrong PIN back in words.', (digits) =>
    digits === pin ? right : [say(`You entered ${inWords(digits)}.`), ...wrong],
  ),
  pinMutant('flow-hashed-pin-in-url', 'unspoken', 'puts a hash of the PIN into the URL of a stream.', (digits) => [
    { start_stream: { stream_url: `wss://media.example.com/stream?key=${hashed(digits)}`, track: 'both' } },
    ...(digits === pin ? right : wrong),
  ]),
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
  pinMutant('flow-any-pin', 'whole', 'takes any four digits for the PIN.', (digits) =>
    /^\d{4}$/.test(digits) ? voicemail : wrong,
  ),
  pinMutant('flow-any-digits', 'whole', 'takes whatever is entered for the PIN.', (digits) =>
    digits === '' ? wrong : voicemail,
  ),
  pinMutant('flow-guesses-for-ever', 'bounded', 'asks for the PIN until it is right.', (digits, _, ask) =>
    digits === pin ? right : digits === '' ? wrong : [say('That was not right.'), ...ask],
  ),
  takesThirdPin,
  countsSessions(
    'flow-counts-sessions',
    'names the sessions of its calls 1, 2, 3 in the URL, and asks for nothing else.',
    false,
  ),
  countsSessions('flow-counts-greeted-sessions', 'greets, and goes on at a URL that counts its sessions.', true),
];
