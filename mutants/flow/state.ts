import type { Mutant } from '../mutant.ts';

export const flowState: readonly Mutant[] = [
  {
    name: 'flow-remembers-last-choice',
    breaks: ['flow.state.per-call'],
    does: 'greets a new call by what the caller before chose.',
    change(reference) {
      let last: string | undefined;
      return {
        ...reference,
        answer(context, environment) {
          const { actions } = reference.answer(context, environment) as { actions: readonly unknown[] };
          return last === '9' ? { actions: [{ say: { text: 'Welcome back.' } }, ...actions] } : { actions };
        },
        menu(digits, context, environment) {
          last = digits;
          return reference.menu(digits, context, environment);
        },
      };
    },
  },
  {
    name: 'flow-needs-digits-first',
    breaks: ['flow.order.gathered-late'],
    does: 'fails when an answer is requested before any digits arrived.',
    change: (reference) => ({
      ...reference,
      menu(digits, context, environment) {
        if (digits === undefined) throw new Error('no digits are stored');
        return reference.menu(digits, context, environment);
      },
    }),
  },
  {
    name: 'flow-takes-old-digits',
    breaks: ['flow.order.gathered-late'],
    does: 'asks twice and takes the digits of the first menu when those of the second are late.',
    change(reference) {
      const asked = new Map<string, number>();
      return {
        ...reference,
        menu(digits, context, environment) {
          const turn = (asked.get(context.callId ?? '') ?? 0) + 1;
          asked.set(context.callId ?? '', turn);
          if (turn === 1 && digits === '1') return orders(this.answer(context, environment));
          if (turn === 1 || (digits !== '1' && digits !== '2')) return reference.menu(digits, context, environment);
          return { actions: [{ transfer: { destination: digits === '1' ? '+12025550133' : '+12025550144' } }] };
        },
      };
    },
  },
];

/** A second menu, which redirects to where the first one does. */
function orders(answer: unknown): unknown {
  const { actions } = answer as { actions: readonly unknown[] };
  return { actions: [{ gather: { prompt: 'Press 1 for a new order or 2 for a return.' } }, ...actions.slice(1)] };
}
