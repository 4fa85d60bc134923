import type { Mutant } from '../mutant.ts';
import { json } from '../reference.ts';

const goodbye = { say: { text: 'Goodbye.' } };

export const flowEnd: readonly Mutant[] = [
  {
    name: 'flow-asks-for-ever',
    breaks: ['flow.silence.ends'],
    does: 'asks a silent caller again and again.',
    change: (reference) => ({
      ...reference,
      menu(digits, context, environment) {
        if (digits !== '') return reference.menu(digits, context, environment);
        return this.answer(context, environment);
      },
    }),
  },
  {
    name: 'flow-fails-after-busy',
    breaks: ['flow.fallback.present'],
    does: 'refuses the call.failed of a call that it has transferred.',
    change: (reference) => ({
      ...reference,
      async acknowledge(event, isNew, environment) {
        const before = await environment.store.load(event.call.id);
        const chosen = before.some(
          ({ event: name, data }) => name === 'call.gathered' && /^[12]$/.test(String(data.digits)),
        );
        const lost = event.event === 'call.failed' && chosen && before.length === 4;
        return lost ? json(500, { error: 'who was this?' }) : reference.acknowledge(event, isNew, environment);
      },
    }),
  },
  {
    name: 'flow-fails-after-hang-up',
    breaks: ['flow.fallback.present'],
    does: 'refuses the call.gathered of a caller who hung up.',
    change: (reference) => ({
      ...reference,
      acknowledge: (event, isNew, environment) =>
        event.event === 'call.gathered' && event.data.digits === '' && event.data.timed_out === false
          ? json(500, { error: 'neither digits nor a time-out' })
          : reference.acknowledge(event, isNew, environment),
    }),
  },
  {
    name: 'flow-ends-on-hold',
    breaks: ['flow.end.defined'],
    does: 'puts a caller who made no choice on hold, and leaves it at that.',
    change: (reference) => ({
      ...reference,
      menu: (digits, ...rest) =>
        digits === '1' || digits === '2'
          ? reference.menu(digits, ...rest)
          : { actions: [{ say: { text: 'One moment.' } }, { hold: {} }] },
    }),
  },
  {
    name: 'flow-talks-for-a-minute',
    breaks: ['flow.prompt.short'],
    does: 'greets with a hundred and twenty words.',
    change: (reference) => ({
      ...reference,
      menu: (digits, ...rest) =>
        digits === '1' || digits === '2'
          ? reference.menu(digits, ...rest)
          : { actions: [{ say: { text: `${'We care about you. '.repeat(30)}Goodbye.` } }, goodbye] },
    }),
  },
];
