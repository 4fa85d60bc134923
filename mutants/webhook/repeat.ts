import { setTimeout as sleep } from 'node:timers/promises';
import type { Mutant } from '../mutant.ts';
import { json } from '../reference.ts';

export const webhookRepeat: readonly Mutant[] = [
  {
    name: 'webhook-409-repeated',
    breaks: ['webhook.repeat.acknowledged', 'webhook.signature.resigned-retry'],
    does: 'answers a repeated call.completed with 409.',
    change: (reference) => ({
      ...reference,
      acknowledge: (event, isNew, environment) =>
        !isNew && event.event === 'call.completed'
          ? json(409, { error: 'known' })
          : reference.acknowledge(event, isNew, environment),
    }),
  },
  {
    name: 'webhook-appends',
    breaks: [
      'webhook.signature.resigned-retry',
      'webhook.repeat.once',
      'webhook.repeat.concurrent',
      'webhook.retry.recovers',
    ],
    does: 'stores a repeated call.completed again.',
    change(reference) {
      let turn = 0;
      return {
        ...reference,
        key: (event, request) => (event.event === 'call.completed' ? `${++turn}` : reference.key(event, request)),
      };
    },
  },
  {
    name: 'webhook-appends-unknown',
    breaks: ['webhook.repeat.once'],
    does: 'stores a repeated event of an unknown family again.',
    change(reference) {
      let turn = 0;
      return {
        ...reference,
        key: (event, request) =>
          /^(call|recording)\./.test(event.event) ? reference.key(event, request) : `${++turn}`,
      };
    },
  },
  {
    name: 'webhook-race',
    breaks: ['webhook.repeat.concurrent'],
    does: 'looks for a call.answered, waits, and inserts.',
    change(reference) {
      let turn = 0;
      return {
        ...reference,
        async accept(event, request, environment) {
          if (event.event !== 'call.answered') return reference.accept(event, request, environment);
          const seen = await environment.store.has(event.call.id, 'call.answered');
          if (seen) return false;
          await sleep(5);
          const { created_at, data } = event;
          const row = { event: event.event, created_at, status: 'in_progress', data };
          const first = await environment.store.add(event.call.id, 'call.answered', row);
          return first || environment.store.add(event.call.id, `call.answered ${++turn}`, row);
        },
      };
    },
  },
  {
    name: 'webhook-coarse-key',
    breaks: ['webhook.repeat.distinct-kept'],
    does: 'takes two events of one name and call for one.',
    change: (reference) => ({ ...reference, key: ({ event, call }) => `${call.id} ${event}` }),
  },
];
