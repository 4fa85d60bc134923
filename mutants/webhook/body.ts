import { Refusal, type RefusalKind, type WebhookEvent } from '../integration.ts';
import type { Mutant } from '../mutant.ts';
import { json } from '../reference.ts';

/** A receiver that looks at each event before it takes it. */
function minds(what: string, does: string, mind: (event: WebhookEvent) => void): Mutant {
  return {
    name: `webhook-minds-${what}`,
    breaks: [`webhook.body.${what}`],
    does,
    change: (reference) => ({
      ...reference,
      parse(body) {
        const event = reference.parse(body);
        mind(event);
        return event;
      },
    }),
  };
}

function refuses(condition: boolean): void {
  if (condition) throw new Refusal('malformed');
}

function answers(status: number, kind: RefusalKind): Mutant {
  return {
    name: `webhook-${status}-${kind}`,
    breaks: ['webhook.body.malformed'],
    does: `answers what is not JSON with ${status}.`,
    change: (reference) => ({
      ...reference,
      refuse: (given, ...rest) => (given === kind ? json(status, {}) : reference.refuse(given, ...rest)),
    }),
  };
}

const fields = new Set([
  ...['id', 'customer_id', 'application_id', 'provider_call_id', 'status', 'direction', 'from', 'to'],
  ...['route_mode', 'routing_target'],
]);
const names = new Set([
  ...['call.created', 'call.answered', 'call.gathered', 'call.completed', 'call.failed', 'call.canceled'],
  ...['recording.started', 'recording.completed', 'recording.failed'],
]);
const statuses = new Set(['in_progress', 'completed', 'failed', 'canceled']);

export const webhookBody: readonly Mutant[] = [
  minds('unknown-fields', 'refuses a call with a field that it does not know.', ({ call }) =>
    refuses(Object.keys(call).some((name) => !fields.has(name))),
  ),
  {
    ...minds('missing-optional', 'refuses a call without route_mode.', ({ call }) =>
      refuses(call.route_mode === undefined),
    ),
    // The signed sample of the documentation has none.
    breaks: ['webhook.body.missing-optional', 'webhook.signature.raw-body'],
  },
  minds('unknown-event', 'refuses events that it does not know.', ({ event }) => refuses(!names.has(event))),
  minds('unknown-status', 'fails for a status that it does not know.', ({ call }) => {
    if (!statuses.has(String(call.status))) throw new Error('not foreseen');
  }),
  minds('variables', 'fails for variables of more than 255 characters.', ({ variables }) => {
    if (Object.values(variables).some((value) => String(value).length > 255)) throw new Error('not foreseen');
  }),
  {
    name: 'webhook-small-bodies',
    breaks: ['webhook.body.large'],
    does: 'reads no more than 18,000 bytes.',
    change: (reference) => ({ ...reference, bodyLimit: 18_000 }),
  },
  {
    name: 'webhook-needs-recording-data',
    breaks: ['webhook.body.missing-optional'],
    does: 'refuses a recording event without data.',
    change: (reference) => ({
      ...reference,
      parse(body) {
        const event = reference.parse(body);
        refuses(names.has(event.event) && event.event.startsWith('recording.') && Object.keys(event.data).length === 0);
        return event;
      },
    }),
  },
  {
    name: 'webhook-shaken-by-depth',
    breaks: ['webhook.body.large'],
    does: 'fails for the two events after one with a deeply nested list.',
    change(reference) {
      let failures = 0;
      return {
        ...reference,
        parse(body) {
          if (failures-- > 0) throw new Error('not foreseen');
          failures = body.includes('['.repeat(1_000)) ? 2 : 0;
          return reference.parse(body);
        },
      };
    },
  },
  {
    name: 'webhook-worker-dies',
    breaks: ['webhook.body.malformed'],
    does: 'acknowledges and loses the next two calls after an event whose data is null.',
    change(reference) {
      let left = 0;
      const [seen, lost] = [new Set<string>(), new Set<string>()];
      return {
        ...reference,
        parse(body) {
          if (body.includes('"data":null')) left = 2;
          return reference.parse(body);
        },
        async accept(event, request, environment) {
          const { id } = event.call;
          if (!seen.has(id) && left > 0) {
            left--;
            lost.add(id);
          }
          seen.add(id);
          return lost.has(id) || reference.accept(event, request, environment);
        },
      };
    },
  },
  answers(500, 'malformed'),
  answers(200, 'malformed'),
];
