import type { CallContext, Environment, Integration, Request } from '../integration.ts';
import { Refusal } from '../integration.ts';
import type { Mutant } from '../mutant.ts';

/** An integration that looks at each request for instructions before it reads it. */
export function minds(
  name: string,
  breaks: Mutant['breaks'],
  does: string,
  mind: (context: CallContext, request: Request) => void,
  setup: Pick<Mutant, 'setup'> = {},
): Mutant {
  return {
    name,
    breaks,
    does,
    ...setup,
    change: (reference) => ({
      ...reference,
      readAnswerRequest(request) {
        const context = reference.readAnswerRequest(request);
        mind(context, request);
        return context;
      },
    }),
  };
}

export function fails(condition: boolean): void {
  if (condition) throw new Error('not foreseen');
}

const known = new Set(['call_id', 'application_id', 'customer_id', 'direction', 'from', 'to', 'status', 'digits']);

/** Concatenates JSON around a text of the caller. */
function concatenated(reference: Integration): Integration {
  return {
    ...reference,
    answer: (context, environment) => ({ context, answer: reference.answer(context, environment) }),
    encode(answer, context, environment) {
      if (!isWrapped(answer)) return reference.encode(answer, context, environment);
      const reply = reference.encode(answer.answer, context, environment);
      return { ...reply, body: String(reply.body).replace('Press', () => `Hello ${context.from}. Press`) };
    },
  };
}

function isWrapped(value: unknown): value is { readonly answer: unknown } {
  return typeof value === 'object' && value !== null && 'answer' in value;
}

function transfersToCaller(reference: Integration): Integration {
  return {
    ...reference,
    menu: (digits, context, environment: Environment) =>
      digits === '1'
        ? { actions: [{ transfer: { destination: context.from } }] }
        : reference.menu(digits, context, environment),
  };
}

export const answerInput: readonly Mutant[] = [
  minds(
    'answer-long-number',
    ['answer.input.any-call'],
    'fails for numbers of more than 12 digits.',
    ({ from = '', to = '' }) => fails([from, to].some((number) => /^\+\d{13,}$/.test(number))),
  ),
  minds(
    'answer-longest-number',
    ['answer.input.any-call'],
    'fails for callers whose number has 15 digits.',
    ({ from = '' }) => fails(/^\+\d{15}$/.test(from)),
  ),
  minds(
    'answer-longest-variable',
    ['answer.input.variables'],
    'fails for a variable of 4,096 characters.',
    ({ variables }) => fails(Object.values(variables).some((value) => String(value).length >= 4_096)),
    { setup: 'post' },
  ),
  minds(
    'answer-longest-name',
    ['answer.input.variables', 'answer.input.inert'],
    'fails for a variable with a name of 128 characters.',
    ({ variables }) => fails(Object.keys(variables).some((name) => name.length >= 128)),
    { setup: 'post' },
  ),
  minds(
    'answer-long-id',
    ['answer.input.any-call', 'answer.input.inert'],
    'fails for call ids of more than 60 characters.',
    ({ callId = '' }) => fails(callId.length > 60),
  ),
  minds('answer-strict', ['answer.input.unknown-fields'], 'refuses fields that it does not know.', (_, { url }) => {
    if ([...url.searchParams.keys()].some((name) => !known.has(name))) throw new Refusal('malformed');
  }),
  minds('answer-needs-status', ['answer.input.missing-optional'], 'fails without a status.', ({ status }) =>
    fails(status === undefined),
  ),
  minds('answer-needs-direction', ['answer.input.missing-optional'], 'fails without a direction.', ({ direction }) =>
    fails(direction === undefined),
  ),
  minds(
    'answer-long-variable',
    ['answer.input.variables', 'answer.input.inert'],
    'fails for variables of more than 255 characters.',
    ({ variables }) => fails(Object.values(variables).some((value) => String(value).length > 255)),
    { setup: 'post' },
  ),
  minds(
    'answer-emoji-variable',
    ['answer.input.variables', 'answer.input.inert'],
    'fails for variables with characters outside the BMP.',
    ({ variables }) => fails(/[\u{10000}-\u{10ffff}]/u.test(JSON.stringify(variables))),
    { setup: 'post' },
  ),
  {
    name: 'answer-concatenates',
    breaks: ['answer.input.any-caller', 'answer.input.inert', 'answer.speech.filled'],
    does: 'puts the number of the caller into JSON by joining strings.',
    change: concatenated,
  },
  {
    name: 'answer-transfers-to-caller',
    // A caller without a number is then transferred to nothing.
    breaks: ['answer.input.any-caller', 'answer.input.no-taint'],
    does: 'transfers to the number that calls.',
    change: transfersToCaller,
  },
  {
    name: 'answer-transfers-to-callee',
    breaks: ['answer.input.no-taint'],
    does: 'connects the called person of an outbound call with the number that was called.',
    change: (reference) => ({
      ...reference,
      menu: (digits, context, environment) =>
        digits === '1' && context.direction === 'outbound'
          ? { actions: [{ transfer: { destination: context.to } }] }
          : reference.menu(digits, context, environment),
    }),
  },
  {
    name: 'answer-transfers-to-sip-caller',
    breaks: ['answer.input.no-taint'],
    does: 'connects a SIP caller with the address that calls.',
    change: (reference) => ({
      ...reference,
      menu: (digits, context, environment) =>
        digits === '1' && context.from?.startsWith('sip:')
          ? { actions: [{ transfer: { destination: context.from } }] }
          : reference.menu(digits, context, environment),
    }),
  },
];
