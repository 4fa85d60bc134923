import type { Mutant } from '../mutant.ts';
import { asks, connect, say, wrong } from './asks.ts';

const number = {
  prompt: 'Please enter your order number, then press pound.',
  min_digits: 6,
  max_digits: 10,
  finish_on_key: '#',
};
const found = [say('Your order is on its way. Goodbye.')];

/** Faults that show for some of the numbers that one gather collects. */
export const flowNumbers: readonly Mutant[] = [
  {
    name: 'flow-fails-on-short-number',
    breaks: ['flow.gather.every-key', 'flow.gather.timeout'],
    does: 'fails when a number ends after fewer than four digits.',
    change: (reference) =>
      asks(reference, number, (digits) => {
        if (/^\d{1,3}$/.test(digits)) throw new Error('no such format');
        return digits === '' ? wrong : found;
      }),
  },
  {
    name: 'flow-speaks-undefined-between-counts',
    breaks: ['answer.speech.filled'],
    does: 'knows numbers of six and of ten digits, and says "undefined" for those between.',
    change: (reference) =>
      asks(reference, number, (digits) => {
        const words = { 0: 'missing', 6: 'on its way', 10: 'ready' } as Readonly<Record<number, string>>;
        if (digits.length < number.min_digits || /\D/.test(digits)) return wrong;
        return [say(`Your order is ${words[digits.length]}.`), ...connect('+12025550111')];
      }),
  },
];
