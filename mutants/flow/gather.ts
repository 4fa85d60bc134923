import { type Integration, Refusal } from '../integration.ts';
import type { Mutant } from '../mutant.ts';
import { json } from '../reference.ts';

/** The reference, but for what it answers behind the menu when `when` holds. */
function menuMutant(
  when: (digits: string | undefined) => boolean,
  answer: (...given: Parameters<Integration['menu']>) => unknown,
): Mutant['change'] {
  return (reference) => ({
    ...reference,
    menu: (digits, context, environment) =>
      when(digits) ? answer(digits, context, environment) : reference.menu(digits, context, environment),
  });
}

function fails(): never {
  throw new Error('no branch for this');
}

export const flowGather: readonly Mutant[] = [
  {
    name: 'flow-fails-on-star',
    breaks: ['flow.gather.every-key', 'flow.gather.invalid-input'],
    does: 'fails when the caller presses the star.',
    change: menuMutant((digits) => digits === '*', fails),
  },
  {
    name: 'flow-cuts-on-nine',
    // Callers of other requirements press 9, too, and need a whole answer.
    breaks: ['flow.gather.every-key', 'flow.gather.invalid-input', 'answer.input.any-caller', 'answer.repeat.safe'],
    does: 'closes the connection when the caller presses 9.',
    change: (reference) => ({
      ...reference,
      menu: (digits, ...rest) => (digits === '9' ? 'cut' : reference.menu(digits, ...rest)),
      encode(answer, ...rest) {
        const reply = reference.encode(answer, ...rest);
        return answer === 'cut' ? { ...reply, cut: true } : reply;
      },
    }),
  },
  {
    name: 'flow-refuses-event-of-star',
    breaks: ['flow.gather.every-key', 'flow.gather.invalid-input'],
    does: 'refuses the call.gathered of a caller who presses the star.',
    change: (reference) => ({
      ...reference,
      acknowledge: (event, isNew, environment) =>
        event.data.digits === '*'
          ? json(500, { error: 'no branch' })
          : reference.acknowledge(event, isNew, environment),
    }),
  },
  {
    name: 'flow-reads-numbers',
    breaks: ['flow.gather.consumed'],
    does: 'reads an order number back without its leading zeros.',
    change: (reference) => ({
      ...reference,
      answer(context, environment) {
        const { actions } = reference.answer(context, environment) as { actions: readonly unknown[] };
        const gather = { prompt: 'Please enter your order number, then press pound.', min_digits: 6, max_digits: 8 };
        return { actions: [{ gather: { ...gather, finish_on_key: '#', timeout_seconds: 10 } }, ...actions.slice(1)] };
      },
      menu: (digits) => ({
        actions: [
          {
            say: {
              text: /^\d{6,8}$/.test(digits ?? '')
                ? `Order ${Number(digits)} is on its way. Goodbye.`
                : 'Sorry, we did not get that. Goodbye.',
            },
          },
        ],
      }),
    }),
  },
  {
    name: 'flow-misses-seven',
    breaks: ['flow.gather.every-key', 'flow.gather.invalid-input'],
    does: 'answers 404 when the caller presses 7.',
    change: menuMutant(
      (digits) => digits === '7',
      () => {
        throw new Refusal('not-found');
      },
    ),
  },
  {
    name: 'flow-fails-on-third-mistake',
    breaks: ['flow.gather.every-key', 'flow.gather.invalid-input'],
    does: 'asks again after a wrong key, and fails at the third.',
    change(reference) {
      const mistakes = new Map<string, number>();
      return {
        ...reference,
        menu(digits, context, environment) {
          if (digits === '' || digits === '1' || digits === '2') return reference.menu(digits, context, environment);
          const count = (mistakes.get(context.callId ?? '') ?? 0) + 1;
          mistakes.set(context.callId ?? '', count);
          if (count > 2) throw new Error('too many mistakes');
          return this.answer(context, environment);
        },
      };
    },
  },
  {
    name: 'flow-fails-on-silence',
    breaks: ['answer.http.success-status', 'flow.gather.timeout'],
    does: 'fails when the caller enters nothing.',
    change: menuMutant((digits) => digits === '', fails),
  },
  {
    name: 'flow-fails-on-third-silence',
    breaks: ['answer.http.success-status', 'flow.gather.timeout'],
    does: 'asks a silent caller again, and fails at the third time.',
    change(reference) {
      const silences = new Map<string, number>();
      return {
        ...reference,
        menu(digits, context, environment) {
          if (digits !== '') return reference.menu(digits, context, environment);
          const count = (silences.get(context.callId ?? '') ?? 0) + 1;
          silences.set(context.callId ?? '', count);
          if (count > 2) throw new Error('too many silences');
          return this.answer(context, environment);
        },
      };
    },
  },
  {
    name: 'flow-default-is-sales',
    breaks: ['flow.gather.invalid-distinct'],
    does: 'transfers every wrong key to sales.',
    change: menuMutant(
      (digits) => digits !== '' && digits !== undefined && digits !== '2',
      () => ({
        actions: [{ say: { text: 'Connecting you to sales.' } }, { transfer: { destination: '+12025550111' } }],
      }),
    ),
  },
  {
    name: 'flow-ignores-two',
    breaks: ['flow.gather.announced-keys'],
    does: 'has no branch for key 2, which its prompt names.',
    change: (reference) => ({
      ...reference,
      menu: (digits, ...rest) => reference.menu(digits === '2' ? '3' : digits, ...rest),
    }),
  },
  {
    name: 'flow-gathers-for-nothing',
    breaks: ['flow.gather.consumed', 'flow.end.defined'],
    does: 'gathers digits and does nothing with them.',
    change: (reference) => ({
      ...reference,
      answer: () => ({ actions: [{ gather: { prompt: 'Press 1 for sales or 2 for support.' } }] }),
    }),
  },
];
