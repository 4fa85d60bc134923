import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment, WebhookEvent } from '../integration.ts';
import type { Mutant } from '../mutant.ts';
import { apiStatus } from './ack.ts';

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
  {
    name: 'webhook-drops-closed',
    breaks: ['webhook.retry.same-state'],
    does: 'marks a call.answered as seen, and drops it when the connection is closed meanwhile.',
    change: (reference) => ({
      ...reference,
      async accept(event, request, environment) {
        if (event.event !== 'call.answered') return reference.accept(event, request, environment);
        if (!(await marked(event, reference.key(event, request), environment))) return false;
        await sleep(25);
        if (request.isGone?.()) throw new Error('the request was aborted');
        return reference.accept(event, request, environment);
      },
    }),
  },
  {
    name: 'webhook-marks-refused',
    breaks: ['webhook.ack.independent-of-api', 'webhook.retry.same-state'],
    does: 'marks a call.completed as seen, fails when the API fails, and takes the retry for a duplicate.',
    change: (reference) => ({
      ...reference,
      async accept(event, request, environment) {
        if (event.event !== 'call.completed') return reference.accept(event, request, environment);
        if (!(await marked(event, reference.key(event, request), environment))) return false;
        if ((await apiStatus(environment)) === 500) throw new Error('the API failed');
        return reference.accept(event, request, environment);
      },
    }),
  },
  {
    name: 'webhook-gives-up-closed',
    breaks: ['webhook.retry.same-state'],
    does: 'gives a call.created up when its connection was closed twice: acknowledges and drops it from then on.',
    change: (reference) => ({
      ...reference,
      async accept(event, request, environment) {
        if (event.event !== 'call.created') return reference.accept(event, request, environment);
        const key = reference.key(event, request);
        if (await isGivenUp(event, key, 2, environment)) return false;
        await sleep(25);
        if (request.isGone?.()) {
          await failed(event, key, environment);
          throw new Error('the request was aborted');
        }
        return reference.accept(event, request, environment);
      },
    }),
  },
  {
    name: 'webhook-gives-up-failed',
    breaks: ['webhook.ack.independent-of-api', 'webhook.retry.same-state'],
    does: 'fails a call.completed when the API fails, and after three times takes it for handled.',
    change: (reference) => ({
      ...reference,
      async accept(event, request, environment) {
        if (event.event !== 'call.completed') return reference.accept(event, request, environment);
        const key = reference.key(event, request);
        if (await isGivenUp(event, key, 3, environment)) return false;
        if ((await apiStatus(environment)) === 500) {
          await failed(event, key, environment);
          throw new Error('the API failed');
        }
        return reference.accept(event, request, environment);
      },
    }),
  },
  {
    name: 'webhook-late-repeat-reopens',
    breaks: ['webhook.retry.same-state', 'webhook.repeat.once'],
    does: 'stores a repeat once, and takes its status for the newest.',
    change(reference) {
      const repeated = new Map<string, string | undefined>();
      return {
        ...reference,
        async accept(event, request, environment) {
          const isNew = await reference.accept(event, request, environment);
          if (isNew) repeated.delete(event.call.id);
          else repeated.set(event.call.id, String(event.call.status));
          return isNew;
        },
        state(callId, events) {
          const state = reference.state(callId, events);
          return state && { ...state, status: repeated.get(callId) ?? state.status };
        },
      };
    },
  },
];

/** Marks an event under a name of its own; says whether it was not marked before. */
function marked(
  { event, call, created_at, data }: WebhookEvent,
  key: string,
  { store }: Environment,
): Promise<boolean> {
  const mark = { event: 'mark', created_at, status: undefined, data };
  return store.add(`marks of ${event} ${call.id}`, key, mark);
}

const failuresOf = ({ event, call }: WebhookEvent) => `failures of ${event} ${call.id}`;

/** Takes note of a failure of an event. */
async function failed(event: WebhookEvent, key: string, { store }: Environment): Promise<void> {
  const { created_at, data } = event;
  const failure = { event: 'failure', created_at, status: undefined, data };
  for (let time = 1; !(await store.add(failuresOf(event), `${key} ${time}`, failure)); ) time++;
}

/** Whether an event has failed so often. */
function isGivenUp(event: WebhookEvent, key: string, times: number, { store }: Environment): Promise<boolean> {
  return store.has(failuresOf(event), `${key} ${times}`);
}
