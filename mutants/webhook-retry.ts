import { setTimeout as sleep } from 'node:timers/promises';
import type { Mutant } from './mutant.ts';

export const webhookRetry: readonly Mutant[] = [
  {
    name: 'webhook-marks-first',
    breaks: ['webhook.retry.recovers'],
    does: 'marks a call.gathered as seen, and stores it a moment later.',
    change: (reference) => ({
      ...reference,
      async accept(event, request, environment) {
        if (event.event !== 'call.gathered') return reference.accept(event, request, environment);
        const { created_at, data } = event;
        const mark = { event: 'mark', created_at, status: undefined, data };
        const marked = await environment.store.add(`marks of ${event.call.id}`, reference.key(event, request), mark);
        if (!marked) return false;
        await sleep(25);
        return reference.accept(event, request, environment);
      },
    }),
  },
];
