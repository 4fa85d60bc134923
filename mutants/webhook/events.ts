import { setTimeout as sleep } from 'node:timers/promises';
import type { Integration, Request, WebhookEvent } from '../integration.ts';
import type { Mutant } from '../mutant.ts';
import { json } from '../reference.ts';
import type { StoredEvent } from '../store.ts';

const signature = 'X-MiniVoice-Signature';

/** Trusts what has no signature where a request looks like this. */
function trusts(name: string, does: string, isTrusted: (request: Request, reference: Integration) => boolean): Mutant {
  return {
    name: `webhook-trusts-${name}`,
    breaks: ['webhook.signature.refuses-missing'],
    does,
    change: (reference) => ({
      ...reference,
      verify: (request, environment) =>
        reference.header(request, signature) === undefined && isTrusted(request, reference)
          ? 'accepted'
          : reference.verify(request, environment),
      parse: (body) => (body.toString().startsWith('event=') ? fromForm(body) : reference.parse(body)),
    }),
  };
}

function fromForm(body: Buffer): WebhookEvent {
  const fields = new URLSearchParams(body.toString());
  const id = fields.get('call[id]') ?? '';
  const [event, created_at] = [fields.get('event') ?? '', fields.get('created_at') ?? ''];
  return { event, created_at, call: { id }, variables: {}, data: {} };
}

const typeOf = (request: Request, reference: Integration) => reference.header(request, 'Content-Type');

/** Acknowledges an event like this, and stores it not. */
export function drops(name: string, does: string, isDropped: (event: WebhookEvent) => boolean): Mutant {
  return {
    name: `webhook-drops-${name}`,
    breaks: ['webhook.ack.no-false-ack'],
    does,
    change: (reference) => ({
      ...reference,
      accept: (event, ...rest) => (isDropped(event) ? Promise.resolve(true) : reference.accept(event, ...rest)),
    }),
  };
}

const isRecording = ({ event }: WebhookEvent) => event.startsWith('recording.');
const isOutbound = ({ call }: WebhookEvent) => call.direction === 'outbound';

export const webhookEvents: readonly Mutant[] = [
  trusts('recordings', 'accepts recording events without a signature.', ({ body }) => body.includes('"recording.')),
  trusts('outbound', 'accepts a call.failed of an outbound call without a signature.', ({ body }) =>
    ['"call.failed"', '"outbound"'].every((text) => body.includes(text)),
  ),
  trusts('forms', 'accepts a form without a signature.', ({ body }) => body.toString().startsWith('event=')),
  trusts('text', 'accepts text without a signature.', (...of) => typeOf(...of)?.startsWith('text/') === true),
  trusts('untyped', 'accepts what has no type without a signature.', (...of) => typeOf(...of) === undefined),
  trusts('charsets', 'accepts JSON with a charset without a signature.', (...of) => /json;/.test(typeOf(...of) ?? '')),
  trusts('parts', 'accepts the parts of a form without a signature.', (...of) =>
    Boolean(typeOf(...of)?.startsWith('multipart/')),
  ),
  trusts('unknown-events', 'accepts events that it does not know without a signature.', ({ body }) =>
    body.includes('"call.paused"'),
  ),
  trusts('large', 'accepts what has more than 8 kB without a signature.', ({ body }) => body.length > 8_192),
  {
    name: 'webhook-trusts-ended-calls',
    breaks: ['webhook.signature.refuses-missing'],
    does: 'accepts an event of a call that has ended without a signature.',
    change(reference) {
      const ended = new Set<string>();
      return {
        ...reference,
        verify(request, environment) {
          const isSigned = reference.header(request, signature) !== undefined;
          const isEnded = [...ended].some((id) => request.body.includes(`"${id}"`));
          return !isSigned && isEnded ? 'accepted' : reference.verify(request, environment);
        },
        accept(event, request, environment) {
          if (event.event === 'call.completed') ended.add(event.call.id);
          return reference.accept(event, request, environment);
        },
      };
    },
  },
  {
    name: 'webhook-409-ended-repeats',
    breaks: ['webhook.repeat.acknowledged'],
    does: 'answers a repeated call.gathered of a call that has ended with 409.',
    change: (reference) => ({
      ...reference,
      async acknowledge(event, isNew, environment) {
        const isRepeat = !isNew && event.event === 'call.gathered';
        const stored = isRepeat ? await environment.store.load(event.call.id) : [];
        const isEnded = stored.some((each) => each.event === 'call.completed');
        return isEnded ? json(409, { error: 'ended' }) : reference.acknowledge(event, isNew, environment);
      },
    }),
  },
  {
    name: 'webhook-422-outbound-failed',
    breaks: ['webhook.ack.every-event'],
    does: 'refuses the call.failed of an outbound call.',
    change: (reference) => ({
      ...reference,
      acknowledge: (event, ...rest) =>
        event.event === 'call.failed' && isOutbound(event)
          ? json(422, { error: 'not ours' })
          : reference.acknowledge(event, ...rest),
    }),
  },
  drops(
    'outbound-recordings',
    'loses the recordings of outbound calls.',
    (event) => isRecording(event) && isOutbound(event),
  ),
  drops('outbound', 'loses every event of outbound calls.', isOutbound),
  drops('canceled', 'loses each call.canceled.', ({ event }) => event === 'call.canceled'),
  drops('recording-failed', 'loses each recording.failed.', ({ event }) => event === 'recording.failed'),
  {
    name: 'webhook-reopens',
    breaks: ['webhook.order.final-state'],
    does: 'takes a call that has failed for open when its call.answered comes late.',
    change: (reference) => ({
      ...reference,
      state(callId, events) {
        const state = reference.state(callId, events);
        const isReopened = state?.status === 'failed' && events.at(-1)?.event === 'call.answered';
        return state && isReopened ? { ...state, status: 'in_progress' } : state;
      },
    }),
  },
  {
    name: 'webhook-409-repeated-recording',
    breaks: ['webhook.repeat.acknowledged'],
    does: 'answers a repeated recording.failed of an outbound call with 409.',
    change: (reference) => ({
      ...reference,
      acknowledge: (event, isNew, environment) =>
        !isNew && event.event === 'recording.failed' && isOutbound(event)
          ? json(409, { error: 'known' })
          : reference.acknowledge(event, isNew, environment),
    }),
  },
  {
    name: 'webhook-loses-crowded',
    breaks: ['webhook.load.burst'],
    does: 'acknowledges and loses events while more than thirty are being stored.',
    change(reference) {
      let now = 0;
      return {
        ...reference,
        async accept(event, request, environment) {
          now++;
          // A busy machine spreads what comes at once.
          await sleep(now > 5 ? 60 : 10);
          return now-- > 30 ? true : reference.accept(event, request, environment);
        },
      };
    },
  },
  {
    name: 'webhook-recordings-in-memory',
    breaks: ['webhook.ack.after-acceptance'],
    does: 'keeps recording events in its memory only.',
    change(reference) {
      const kept = new Map<string, Map<string, StoredEvent>>();
      return {
        ...reference,
        async accept(event, request, environment) {
          if (!isRecording(event)) return reference.accept(event, request, environment);
          const { created_at, call, data } = event;
          const own = kept.get(call.id) ?? new Map<string, StoredEvent>();
          own.set(reference.key(event, request), { event: event.event, created_at, status: String(call.status), data });
          kept.set(call.id, own);
          return true;
        },
        state: (callId, events) => reference.state(callId, [...events, ...(kept.get(callId)?.values() ?? [])]),
      };
    },
  },
  {
    name: 'webhook-slow-recordings',
    breaks: ['webhook.ack.fast'],
    does: 'fetches a recording for 1.1 s before it acknowledges recording.completed.',
    change: (reference) => ({
      ...reference,
      async beforeAcknowledge({ event }) {
        if (event === 'recording.completed') await sleep(1_100);
      },
    }),
  },
];
