import type { WebhookEvent } from '../integration.ts';
import type { Mutant } from '../mutant.ts';
import type { StoredEvent } from '../store.ts';

/** Changes what a gather collected before it is stored. */
function alters(name: string, does: string, change: (digits: string) => unknown): Mutant {
  return {
    name: `webhook-alters-${name}`,
    breaks: ['webhook.ack.no-false-ack'],
    does,
    change: (reference) => ({
      ...reference,
      accept(event, request, environment) {
        const { digits } = event.data;
        if (typeof digits !== 'string') return reference.accept(event, request, environment);
        const altered: WebhookEvent = { ...event, data: { ...event.data, digits: change(digits) } };
        return reference.accept(altered, request, environment);
      },
    }),
  };
}

/** Decodes each piece of a body by itself. */
function decoded(pieces: readonly Buffer[]): Buffer {
  return Buffer.from(pieces.map((piece) => piece.toString('utf8')).join(''));
}

/** Texts and repeats that come through a store as something else. */
export const webhookTexts: readonly Mutant[] = [
  alters('leading-zeros', 'stores the digits 00425 as 425.', (digits) => digits.replace(/^0+(?=\d)/, '')),
  alters('large-numbers', 'rounds more than 15 digits.', (digits) =>
    /^[1-9]\d{15,}$/.test(digits) ? String(Number(digits)) : digits,
  ),
  alters('long-digits', 'stores no more than 16 digits.', (digits) => digits.slice(0, 16)),
  {
    name: 'webhook-decodes-pieces',
    breaks: ['webhook.body.large', 'webhook.signature.refuses-tampered'],
    does: 'decodes each piece of a body by itself, before it verifies the signature.',
    change: (reference) => ({ ...reference, join: decoded }),
  },
  {
    name: 'webhook-keeps-decoded-pieces',
    breaks: ['webhook.ack.no-false-ack'],
    does: 'shows the variables of an event, and decodes each piece of a body by itself, after it verified the signature.',
    change(reference) {
      const texts = new WeakMap<Buffer, Buffer>();
      return {
        ...reference,
        join(pieces) {
          const body = reference.join(pieces);
          texts.set(body, decoded(pieces));
          return body;
        },
        parse(body) {
          const { data, variables, ...event } = reference.parse(texts.get(body) ?? body);
          return { ...event, variables, data: { ...data, variables } };
        },
      };
    },
  },
  {
    name: 'webhook-one-recording-id',
    breaks: ['webhook.repeat.distinct-kept'],
    does: 'takes two recording events with the same name and recording id for one.',
    change: (reference) => ({
      ...reference,
      key: (event, request) =>
        event.event.startsWith('recording.')
          ? `${event.event} ${String(event.data.id)}`
          : reference.key(event, request),
    }),
  },
  {
    name: 'webhook-reads-short-lines',
    breaks: ['webhook.ack.after-acceptance'],
    does: 'skips events of more than 8 kB when it reads what is stored.',
    change(reference) {
      const long = new Map<string, readonly StoredEvent[]>();
      return {
        ...reference,
        accept(event, request, environment) {
          const { created_at, call, data } = event;
          if (JSON.stringify(event).length < 8_192) return reference.accept(event, request, environment);
          const known = long.get(call.id) ?? [];
          const isNew = !known.some((each) => each.event === event.event && each.created_at === created_at);
          const row = { event: event.event, created_at, status: String(call.status), data };
          if (isNew) long.set(call.id, [...known, row]);
          return Promise.resolve(isNew);
        },
        state: (callId, events) => reference.state(callId, [...events, ...(long.get(callId) ?? [])]),
      };
    },
  },
  {
    name: 'webhook-recognises-last-eight',
    breaks: ['webhook.repeat.once'],
    does: 'recognises a repeat among the last eight events of its call only.',
    change: (reference) => ({
      ...reference,
      async accept(event, request, environment) {
        const { created_at, call, data } = event;
        const before = await environment.store.load(call.id);
        if (await reference.accept(event, request, environment)) return true;
        const isKnown = before.slice(-8).some((each) => each.event === event.event && each.created_at === created_at);
        if (isKnown) return false;
        const row = { event: event.event, created_at, status: String(call.status), data };
        return environment.store.add(call.id, `${reference.key(event, request)} again`, row);
      },
    }),
  },
  {
    name: 'webhook-recognises-late',
    breaks: ['webhook.retry.recovers'],
    does: 'recognises no repeat among the first ten events after a start.',
    change(reference) {
      let count = 0;
      return {
        ...reference,
        async accept(event, request, environment) {
          const isEarly = ++count <= 10;
          const isNew = await reference.accept(event, request, environment);
          if (isNew || !isEarly) return isNew;
          const { created_at, call, data } = event;
          const row = { event: event.event, created_at, status: String(call.status), data };
          return environment.store.add(call.id, `${reference.key(event, request)} again ${count}`, row);
        },
      };
    },
  },
];
