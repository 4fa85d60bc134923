import { setTimeout as sleep } from 'node:timers/promises';
import type { Mutant } from '../mutant.ts';
import { json } from '../reference.ts';

export const webhookHttp: readonly Mutant[] = [
  {
    name: 'webhook-lock',
    breaks: ['webhook.load.burst'],
    does: 'holds a lock for 0.07 s when more than twenty others wait for it.',
    change(reference) {
      let waiting = 0;
      let last: Promise<unknown> = Promise.resolve();
      return {
        ...reference,
        async beforeAcknowledge() {
          const before = waiting++;
          last = last.then(() => sleep(before > 20 ? 70 : before > 0 ? 1 : 0));
          await last;
          waiting--;
        },
      };
    },
  },
  {
    name: 'webhook-503-crowded',
    breaks: ['webhook.load.burst'],
    does: 'answers 503 to more than thirty events at once.',
    change(reference) {
      let now = 0;
      return {
        ...reference,
        async acknowledge(event, isNew, environment) {
          now++;
          // A busy machine spreads what comes at once.
          await sleep(now > 5 ? 60 : 5);
          const crowded = now-- > 30;
          return crowded ? json(503, { error: 'busy' }) : reference.acknowledge(event, isNew, environment);
        },
      };
    },
  },
  {
    name: 'webhook-200-get',
    breaks: ['webhook.http.method'],
    does: 'answers a GET of its webhook URL with 200.',
    change: (reference) => ({
      ...reference,
      refuse: (kind, request, environment) =>
        kind === 'method' && request.method === 'GET'
          ? json(200, { ok: true })
          : reference.refuse(kind, request, environment),
    }),
  },
  {
    name: 'webhook-200-head',
    breaks: ['webhook.http.method'],
    does: 'answers a HEAD of its webhook URL with 204.',
    change: (reference) => ({
      ...reference,
      refuse: (kind, request, environment) =>
        kind === 'method' && request.method === 'HEAD'
          ? { status: 204, headers: {}, body: '' }
          : reference.refuse(kind, request, environment),
    }),
  },
  {
    name: 'webhook-shows-expected',
    breaks: ['webhook.secrets.absent'],
    does: 'names the expected signature when it refuses one.',
    change: (reference) => ({
      ...reference,
      refuse(kind, request, environment) {
        const { secret = '' } = environment;
        const timestamp = reference.header(request, 'X-MiniVoice-Timestamp') ?? '';
        if (kind !== 'unauthorised') return reference.refuse(kind, request, environment);
        return json(401, { expected: reference.sign(secret, timestamp, request.body) });
      },
    }),
  },
  {
    name: 'webhook-shows-stack',
    breaks: ['webhook.secrets.absent'],
    does: 'answers a malformed event with a stack trace.',
    change: (reference) => ({
      ...reference,
      refuse(kind, request, environment) {
        if (kind !== 'malformed' || request.url.pathname !== '/webhook')
          return reference.refuse(kind, request, environment);
        return { ...json(400, null), headers: { 'Content-Type': 'text/plain' }, body: String(new Error(kind).stack) };
      },
    }),
  },
];
