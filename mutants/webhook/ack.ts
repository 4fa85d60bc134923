import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../integration.ts';
import type { Mutant } from '../mutant.ts';
import { json } from '../reference.ts';

const every = 'webhook.ack.every-event';

/** Events that other requirements send as well break those too. */
const events: readonly (readonly [name: string, status: number, breaks: readonly string[]])[] = [
  ['call.created', 500, [every, 'webhook.order.any', 'webhook.load.burst']],
  ['call.answered', 404, [every, 'webhook.body.malformed', 'webhook.order.any']],
  ['call.gathered', 500, [every, 'webhook.order.any', 'webhook.retry.recovers']],
  ['recording.started', 404, [every]],
  ['recording.completed', 500, [every]],
  ['recording.failed', 404, [every]],
  ['call.completed', 404, [every, 'webhook.body.large', 'webhook.order.any']],
  ['call.failed', 500, [every]],
  ['call.canceled', 404, [every]],
];

const refusing: readonly Mutant[] = events.map(([name, status, breaks]) => ({
  name: `webhook-${status}-${name.replace('.', '-')}`,
  breaks,
  does: `stores ${name} and answers it with ${status}.`,
  change: (reference) => ({
    ...reference,
    acknowledge: (event, ...rest) =>
      event.event === name ? json(status, { error: 'no handler' }) : reference.acknowledge(event, ...rest),
  }),
}));

/** The status that the API answers with now. */
export async function apiStatus({ apiBaseUrl, apiKey }: Environment): Promise<number> {
  const { status } = await fetch(`${apiBaseUrl}/calls/none`, { headers: { Authorization: `Bearer ${apiKey}` } });
  return status;
}

export const webhookAck: readonly Mutant[] = [
  ...refusing,
  {
    name: 'webhook-302',
    breaks: ['webhook.ack.no-redirect'],
    does: 'stores each event and redirects.',
    change: (reference) => ({
      ...reference,
      acknowledge: () => ({ status: 302, headers: { Location: '/received' }, body: '' }),
    }),
  },
  {
    name: 'webhook-slow',
    breaks: ['webhook.ack.fast'],
    does: 'sleeps 1.1 s before every twelfth acknowledgement for a while: from the 40th to the 1,300th.',
    change(reference) {
      let turn = 0;
      return {
        ...reference,
        async beforeAcknowledge() {
          turn++;
          if (turn >= 40 && turn <= 1_300 && turn % 12 === 0) await sleep(1_100);
        },
      };
    },
  },
  {
    name: 'webhook-waits-for-api',
    breaks: ['webhook.ack.independent-of-api'],
    does: 'calls the API before it acknowledges call.completed.',
    change: (reference) => ({
      ...reference,
      async beforeAcknowledge({ event }, environment) {
        if (event === 'call.completed') await apiStatus(environment);
      },
    }),
  },
  {
    name: 'webhook-fails-with-api',
    breaks: ['webhook.ack.independent-of-api'],
    does: 'fails on call.answered when the API fails.',
    change: (reference) => ({
      ...reference,
      async beforeAcknowledge({ event }, environment) {
        if (event === 'call.answered' && (await apiStatus(environment)) === 500) throw new Error('the API failed');
      },
    }),
  },
  {
    name: 'webhook-stores-later',
    // What was lost is missed after a redelivery of the next event, too.
    breaks: ['webhook.ack.after-acceptance', 'webhook.retry.recovers'],
    does: 'acknowledges call.created and stores it a moment later.',
    change: (reference) => ({
      ...reference,
      accept(event, request, environment) {
        if (event.event !== 'call.created') return reference.accept.call(this, event, request, environment);
        setTimeout(() => reference.accept(event, request, environment), 10);
        return Promise.resolve(true);
      },
    }),
  },
  {
    name: 'webhook-drops',
    breaks: ['webhook.ack.no-false-ack'],
    does: 'acknowledges each event and stores none.',
    change: (reference) => ({ ...reference, accept: async () => true }),
  },
];
