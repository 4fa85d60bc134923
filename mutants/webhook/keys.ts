import type { Mutant } from '../mutant.ts';

const once = 'webhook.repeat.once';
const distinct = 'webhook.repeat.distinct-kept';

/** Recognises a repeat for a while only: `knows` says whether it still does, and remembers. */
function forgets(name: string, breaks: readonly string[], does: string, make: () => (key: string) => boolean): Mutant {
  return {
    name: `webhook-forgets-${name}`,
    breaks,
    does,
    change(reference) {
      const knows = make();
      let turn = 0;
      return {
        ...reference,
        async accept(event, request, environment) {
          const key = reference.key(event, request);
          if (knows(key)) return false;
          const { created_at, call, data } = event;
          const row = { event: event.event, created_at, status: String(call.status), data };
          const isNew = await environment.store.add(call.id, key, row);
          return isNew || environment.store.add(call.id, `${key} again ${turn++} ${Date.now()}`, row);
        },
      };
    },
  };
}

export const webhookKeys: readonly Mutant[] = [
  forgets('after-seconds', [once, 'webhook.retry.recovers'], 'recognises a repeat for two seconds.', () => {
    const seen = new Map<string, number>();
    return (key) => {
      const isKnown = Date.now() - (seen.get(key) ?? 0) < 2_000;
      seen.set(key, Date.now());
      return isKnown;
    };
  }),
  forgets('after-ten', [once, 'webhook.retry.recovers'], 'recognises a repeat among the last ten events.', () => {
    let last: readonly string[] = [];
    return (key) => {
      const isKnown = last.includes(key);
      last = [...last.filter((each) => each !== key), key].slice(-10);
      return isKnown;
    };
  }),
  forgets('at-start', ['webhook.retry.recovers'], 'recognises a repeat only until a restart.', () => {
    const seen = new Set<string>();
    return (key) => seen.has(key) || !seen.add(key);
  }),
  {
    name: 'webhook-key-without-call',
    breaks: [distinct, 'webhook.ack.no-false-ack', 'webhook.ack.after-acceptance', 'webhook.retry.recovers'],
    does: 'takes two recording.started of the same second for one, whichever calls they belong to.',
    change(reference) {
      const seen = new Map<string, string>();
      return {
        ...reference,
        async accept(event, request, environment) {
          const { created_at, call } = event;
          if (event.event === 'recording.started') {
            if ((seen.get(created_at) ?? call.id) !== call.id) return false;
            seen.set(created_at, call.id);
          }
          return reference.accept(event, request, environment);
        },
      };
    },
  },
  {
    name: 'webhook-one-a-second',
    breaks: [distinct],
    does: 'takes two events of a call and a second for one.',
    change: (reference) => ({ ...reference, key: ({ created_at, call }) => `${call.id} ${created_at}` }),
  },
  {
    name: 'webhook-timeless-key',
    breaks: [distinct],
    does: 'takes two events of a call with the same name and data for one.',
    change: (reference) => ({
      ...reference,
      key: ({ event, call, data }) => JSON.stringify([call.id, event, data]),
    }),
  },
  {
    name: 'webhook-trusts-event-key',
    breaks: [distinct],
    does: 'takes two events with one event_key for one.',
    change: (reference) => ({
      ...reference,
      key: (event, request) =>
        typeof event.data.event_key === 'string' ? event.data.event_key : reference.key(event, request),
    }),
  },
  {
    name: 'webhook-needs-event-key',
    breaks: ['webhook.ack.no-false-ack', 'flow.gather.announced-keys'],
    does: 'goes by the event_key, and takes all events without one for the same.',
    change: (reference) => ({
      ...reference,
      accept(event, request, environment) {
        const { event_key } = event.data;
        return typeof event_key === 'string' ? reference.accept(event, request, environment) : Promise.resolve(false);
      },
    }),
  },
  {
    name: 'webhook-one-recording',
    breaks: [distinct],
    does: 'takes two recording events of a call with the same name for one.',
    change: (reference) => ({
      ...reference,
      key: (event, request) =>
        event.event.startsWith('recording.') ? `${event.call.id} ${event.event}` : reference.key(event, request),
    }),
  },
  {
    name: 'webhook-recording-key',
    breaks: [distinct, 'webhook.ack.no-false-ack', 'webhook.order.final-state'],
    does: 'takes two events of one recording for one.',
    change: (reference) => ({
      ...reference,
      key: (event, request) =>
        event.event.startsWith('recording.')
          ? `${event.call.id} ${String(event.data.id)}`
          : reference.key(event, request),
    }),
  },
  {
    name: 'webhook-end-keyed-by-second',
    breaks: [distinct],
    does: 'takes the end of a call for that of another one that ended in the same second.',
    change: (reference) => ({
      ...reference,
      async accept(event, request, environment) {
        const { store } = environment;
        const { call, created_at } = event;
        if (event.event !== 'call.completed') return reference.accept(event, request, environment);
        await store.add(created_at, 'owner', { event: call.id, created_at, status: undefined, data: {} });
        const [owner] = await store.load(created_at);
        return owner?.event === call.id && reference.accept(event, request, environment);
      },
    }),
  },
];
