import type { WebhookEvent } from '../integration.ts';
import type { Mutant } from '../mutant.ts';
import type { StoredEvent } from '../store.ts';

/** Takes calls for one whose ids are the same to it: later ones are filed under the first. */
function confuses(name: string, does: string, same: (id: string) => string): Mutant {
  return {
    name: `webhook-confuses-${name}`,
    breaks: ['webhook.order.interleaved'],
    does,
    change(reference) {
      const firsts = new Map<string, string>();
      return {
        ...reference,
        accept(event, request, environment) {
          const known = same(event.call.id);
          const id = firsts.get(known) ?? event.call.id;
          firsts.set(known, id);
          return reference.accept(under(event, id), request, environment);
        },
      };
    },
  };
}

function under(event: WebhookEvent, id: string): WebhookEvent {
  return { ...event, call: { ...event.call, id } };
}

export const webhookIds: readonly Mutant[] = [
  confuses('case', 'compares call ids without regard to case.', (id) => id.toLowerCase()),
  confuses('length', 'keeps 36 characters of a call id.', (id) => id.slice(0, 36)),
  confuses('columns', 'keeps 64 characters of a call id.', (id) => id.slice(0, 64)),
  confuses('hyphens', 'drops what is neither letter nor digit, underscore or dot from a call id.', (id) =>
    id.replace(/[^\w.]/g, ''),
  ),
  confuses('numbers', 'reads what follows the prefix of a call id as a number.', (id) => {
    const digits = /^call_(\d+)$/.exec(id)?.[1];
    return digits === undefined ? id : String(Number(digits));
  }),
  confuses('zeros', 'drops leading zeros of a call id.', (id) => id.replace(/^call_0+/, 'call_')),
  confuses('dots', 'cuts a call id at its second dot.', (id) => id.split('.').slice(0, 2).join('.')),
  confuses('signs', 'writes a call id as a file name.', (id) => id.replace(/\W/g, '_')),
  confuses('beginnings', 'compares the last 20 characters of a call id.', (id) => id.slice(-20)),
  {
    name: 'webhook-files-by-recording',
    breaks: ['webhook.order.interleaved'],
    does: 'stores the events of a recording under the id of the recording.',
    change: (reference) => ({
      ...reference,
      accept(event, request, environment) {
        const { id } = event.data;
        const isRecording = event.event.startsWith('recording.') && typeof id === 'string';
        return reference.accept(isRecording ? under(event, id) : event, request, environment);
      },
    }),
  },
  {
    name: 'webhook-cuts-ids',
    breaks: ['webhook.order.interleaved'],
    does: 'keeps and looks up 30 characters of a call id.',
    change(reference) {
      const kept = new Map<string, readonly StoredEvent[]>();
      const cut = (id: string) => id.slice(0, 30);
      return {
        ...reference,
        async accept(event, request, environment) {
          const isNew = await reference.accept(event, request, environment);
          const { store } = environment;
          const own = await store.load(event.call.id);
          const others = (kept.get(cut(event.call.id)) ?? []).filter((each) => !own.includes(each));
          kept.set(cut(event.call.id), [...others, ...own]);
          return isNew;
        },
        state: (callId, events) => reference.state(callId, events.length > 0 ? events : (kept.get(cut(callId)) ?? [])),
      };
    },
  },
  {
    name: 'webhook-trusts-provider-id',
    breaks: ['webhook.order.interleaved'],
    does: 'files an event under the call that its provider_call_id names.',
    change: (reference) => ({
      ...reference,
      async accept(event, request, environment) {
        const named = String(event.call.provider_call_id);
        const isKnown = (await environment.store.load(named)).length > 0;
        return reference.accept(isKnown ? under(event, named) : event, request, environment);
      },
    }),
  },
];
