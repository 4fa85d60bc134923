import type { Mutant } from '../mutant.ts';
import { json } from '../reference.ts';

export const webhookOrder: readonly Mutant[] = [
  {
    name: 'webhook-409-unknown-call',
    breaks: ['webhook.order.any'],
    does: 'stores a call.answered that comes before call.created, and answers it with 409.',
    change: (reference) => ({
      ...reference,
      async acknowledge(event, isNew, environment) {
        const stored = await environment.store.load(event.call.id);
        const known = event.event !== 'call.answered' || stored.some(({ event: name }) => name === 'call.created');
        if (!known) return json(409, { error: 'unknown call' });
        return reference.acknowledge(event, isNew, environment);
      },
    }),
  },
  {
    name: 'webhook-last-wins',
    breaks: ['webhook.order.final-state'],
    does: 'takes the status of the event that arrived last.',
    change: (reference) => ({
      ...reference,
      state(callId, events) {
        const state = reference.state(callId, events);
        return state && { ...state, status: events.at(-1)?.status ?? state.status };
      },
    }),
  },
  {
    name: 'webhook-current-call',
    // A burst is many calls between one another, too.
    breaks: ['webhook.order.interleaved', 'webhook.load.burst'],
    does: 'files call.answered under the call that it heard of last.',
    change(reference) {
      let current: string | undefined;
      return {
        ...reference,
        async accept(event, request, environment) {
          const known = (await environment.store.load(event.call.id)).length > 0;
          if (event.event !== 'call.answered' || !known) current = event.call.id;
          const id = current ?? event.call.id;
          return reference.accept({ ...event, call: { ...event.call, id } }, request, environment);
        },
      };
    },
  },
  {
    name: 'webhook-recording-reopens',
    breaks: ['webhook.order.final-state'],
    does: 'shows a call as in progress again when a recording is completed after its end.',
    change: (reference) => ({
      ...reference,
      state(callId, events) {
        const state = reference.state(callId, events);
        const isRecording = state?.events.at(-1)?.event === 'recording.completed';
        return state && isRecording ? { ...state, status: 'in_progress' } : state;
      },
    }),
  },
  {
    name: 'webhook-last-gather',
    breaks: ['webhook.order.final-state'],
    does: 'shows the digits of the gather that arrived last.',
    change: (reference) => ({
      ...reference,
      state(callId, events) {
        const state = reference.state(callId, events);
        const last = events.findLast(({ event }) => event === 'call.gathered');
        return state && last ? { ...state, status: `${state.status} ${String(last.data.digits)}` } : state;
      },
    }),
  },
];
