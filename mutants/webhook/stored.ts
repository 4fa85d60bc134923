import { setTimeout as sleep } from 'node:timers/promises';
import type { WebhookEvent } from '../integration.ts';
import type { Mutant } from '../mutant.ts';
import { drops } from './events.ts';

const settings = 'settings';
/** Events of a call that are kept. */
const maxEvents = 30;

const variablesOf = ({ variables }: WebhookEvent) => Object.values(variables).map(String);
const known: ReadonlySet<unknown> = new Set(['in_progress', 'completed', 'failed', 'canceled']);

/** Acknowledged and lost: not by the kind of the event, but by what it says and when it comes. */
export const webhookStored: readonly Mutant[] = [
  drops('timeouts', 'loses a gather that timed out.', ({ data }) => data.timed_out === true),
  drops('fractions', 'loses an event whose time has a fraction of a second.', ({ created_at }) =>
    /\.\d/.test(created_at),
  ),
  drops('unknown-status', 'loses an event with a status that it does not know.', ({ call }) => !known.has(call.status)),
  drops('long-variables', 'loses an event with a variable of more than 1,000 characters.', (event) =>
    variablesOf(event).some((value) => value.length > 1_000),
  ),
  drops('characters', 'loses an event with a variable outside the basic plane of Unicode.', (event) =>
    variablesOf(event).some((value) => /[\u{10000}-\u{10ffff}]/u.test(value)),
  ),
  {
    name: 'webhook-keeps-thirty',
    breaks: ['webhook.ack.no-false-ack'],
    does: `acknowledges and loses what comes after ${maxEvents} events of a call.`,
    change: (reference) => ({
      ...reference,
      async accept(event, request, environment) {
        const stored = await environment.store.load(event.call.id);
        return stored.length >= maxEvents || reference.accept(event, request, environment);
      },
    }),
  },
  {
    name: 'webhook-completes-failed-outbound',
    breaks: ['webhook.ack.no-false-ack'],
    does: 'shows an outbound call that has failed as completed.',
    change: (reference) => ({
      ...reference,
      accept(event, request, environment) {
        const isMistaken = event.event === 'call.failed' && event.call.direction === 'outbound';
        const data = isMistaken ? { ...event.data, mistaken: true } : event.data;
        return reference.accept({ ...event, data }, request, environment);
      },
      state(callId, events) {
        const state = reference.state(callId, events);
        const isMistaken = state?.status === 'failed' && events.some(({ data }) => data.mistaken === true);
        return state && isMistaken ? { ...state, status: 'completed' } : state;
      },
    }),
  },
  {
    name: 'webhook-loses-simultaneous',
    breaks: ['webhook.ack.no-false-ack'],
    does: 'acknowledges and loses an event while another one of its call is being stored.',
    change(reference) {
      const busy = new Set<string>();
      return {
        ...reference,
        async accept(event, request, environment) {
          const { id } = event.call;
          if (busy.has(id)) return true;
          busy.add(id);
          await sleep(3);
          return reference.accept(event, request, environment).finally(() => busy.delete(id));
        },
      };
    },
  },
  {
    name: 'webhook-loads-late',
    breaks: ['webhook.ack.after-acceptance'],
    does: 'loads what is stored only when a page is first asked for after a restart, over what came in meanwhile.',
    change(reference) {
      const early = new Set<string>();
      let isRestarted: boolean | undefined;
      let isLoaded = false;
      return {
        ...reference,
        async accept(event, request, environment) {
          const { store } = environment;
          isRestarted ??= await store.has(settings, settings);
          await store.add(settings, settings, { event: settings, created_at: '', status: undefined, data: {} });
          const isNew = await reference.accept(event, request, environment);
          if (isNew && isRestarted && !isLoaded) early.add(event.call.id);
          return isNew;
        },
        state(callId, events) {
          isLoaded = true;
          return early.has(callId) ? undefined : reference.state(callId, events);
        },
      };
    },
  },
  {
    name: 'webhook-digits-as-number',
    breaks: ['webhook.ack.no-false-ack'],
    does: 'keeps digits as a number, without their leading zeros.',
    change: (reference) => ({
      ...reference,
      state(callId, events) {
        const asNumber = (digits: unknown) => (/^\d+$/.test(String(digits)) ? Number(digits) : digits);
        const stored = events.map(({ data, ...event }) => ({
          ...event,
          data: 'digits' in data ? { ...data, digits: asNumber(data.digits) } : data,
        }));
        return reference.state(callId, stored);
      },
    }),
  },
  {
    name: 'webhook-drops-outbound-created',
    breaks: ['webhook.ack.no-false-ack'],
    does: 'acknowledges and drops call.created of outbound calls, which it has placed itself.',
    change: (reference) => ({
      ...reference,
      async accept(event, request, environment) {
        const isOwn = event.event === 'call.created' && event.call.direction === 'outbound';
        return isOwn || reference.accept(event, request, environment);
      },
    }),
  },
  {
    name: 'webhook-renames-failed-recordings',
    breaks: ['webhook.ack.no-false-ack'],
    does: 'stores recording.failed as recording.completed.',
    change: (reference) => ({
      ...reference,
      accept(event, request, environment) {
        const isFailed = event.event === 'recording.failed';
        return reference.accept(isFailed ? { ...event, event: 'recording.completed' } : event, request, environment);
      },
    }),
  },
];
