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
    name: 'flow-keeps-answer-of-others',
    breaks: ['flow.gather.consumed'],
    does: 'keeps the answer that reads an order number back, and gives it to whoever enters the next one.',
    change(reference) {
      let kept: readonly unknown[] | undefined;
      return asks(reference, number, (digits) => {
        if (!/^\d{6,10}$/.test(digits)) return wrong;
        kept ??= [say(`Your order ${[...digits].join(' ')} is on its way.`), say('Goodbye.')];
        return kept;
      });
    },
  },
  {
    name: 'flow-hurries-in-second-round',
    breaks: ['flow.gather.fits'],
    does: 'asks a second time for a choice, and waits for one second.',
    change(reference) {
      const asked = new Set<string>();
      const prompt = 'Press 1 for sales or 2 for support.';
      return asks(reference, { prompt }, (digits, again, callId) => {
        if (digits === '1' || digits === '2') return connect(digits === '1' ? '+12025550111' : '+12025550122');
        if (asked.has(callId)) return wrong;
        asked.add(callId);
        const hurried = { gather: { prompt: `Sorry. ${prompt}`, timeout_seconds: 1 } };
        return [hurried, ...again.slice(1)];
      });
    },
  },
  {
    name: 'flow-asks-again-without-words',
    breaks: ['flow.gather.fits'],
    does: 'has a prompt for the first round of its menu, and none for the second.',
    change(reference) {
      const asked = new Set<string>();
      return asks(reference, { prompt: 'Press 1 for sales or 2 for support.' }, (digits, again, callId) => {
        if (digits === '1' || digits === '2') return connect(digits === '1' ? '+12025550111' : '+12025550122');
        if (asked.has(callId)) return wrong;
        asked.add(callId);
        return [{ gather: { timeout_seconds: 20 } }, ...again.slice(1)];
      });
    },
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
