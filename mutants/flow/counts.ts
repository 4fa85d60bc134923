import type { Integration } from '../integration.ts';
import type { Mutant } from '../mutant.ts';
import { asks, say, wrong } from './asks.ts';

const prompt = 'Please enter your order number of 4 to 8 digits, then press pound.';
const number = { prompt, min_digits: 4, max_digits: 8, finish_on_key: '#' };
const found = [say('Your order is on its way. Goodbye.')];
const fits = ['flow.gather.fits'];

/** Takes every number of as many digits as it asks for, at a gather that is changed. */
function gathers(name: string, does: string, changed: Readonly<Record<string, unknown>>): Mutant {
  return {
    name,
    breaks: fits,
    does,
    change: (reference) =>
      asks(reference, { ...number, ...changed }, (digits) => (/^\d{4,8}$/.test(digits) ? found : wrong)),
  };
}

/** Knows one number, and asks for it as often as it says. */
function knowsOne(reference: Integration, isRight: (digits: string, attempt: number) => boolean, rounds: number) {
  const attempts = new Map<string, number>();
  return asks(reference, number, (digits, again, callId) => {
    if (digits === '') return wrong;
    const attempt = (attempts.get(callId) ?? 0) + 1;
    attempts.set(callId, attempt);
    if (isRight(digits, attempt)) return found;
    return attempt < rounds ? [say('We do not know this number.'), ...again] : wrong;
  });
}

/** Faults at a gather that takes a number of some digits, and says of how many. */
export const flowCounts: readonly Mutant[] = [
  gathers('flow-takes-seven-of-eight', 'asks for four to eight digits, and takes seven.', { max_digits: 7 }),
  gathers('flow-waits-for-five-of-four', 'asks for four to eight digits, and waits for five.', { min_digits: 5 }),
  {
    name: 'flow-asks-for-number-twice',
    breaks: ['flow.gather.consumed'],
    does: 'asks for a number twice in one list, and uses what comes second.',
    change(reference) {
      const right = asks(reference, number, (digits) => (/^\d{4,8}$/.test(digits) ? found : wrong));
      return {
        ...right,
        async answer(...all) {
          const { actions } = (await right.answer(...all)) as { actions: readonly unknown[] };
          return { actions: [actions[0], ...actions] };
        },
      };
    },
  },
  {
    name: 'flow-refuses-right-number-later',
    breaks: ['flow.gather.consumed'],
    does: 'asks for the number a second time, and refuses it whatever is entered.',
    change: (reference) => knowsOne(reference, (digits, attempt) => digits === '0042' && attempt === 1, 2),
  },
];
