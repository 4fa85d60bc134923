import type { WebhookEvent } from '../integration.ts';
import type { Mutant } from '../mutant.ts';

/** A receiver that cannot process one kind of event, or one value. */
function fails(
  at: string,
  breaks: Mutant['breaks'],
  what: string,
  cannot: (event: WebhookEvent, body: Buffer) => boolean,
): Mutant {
  return {
    name: `webhook-fails-${at}`,
    breaks,
    does: `fails for ${what}.`,
    change: (reference) => ({
      ...reference,
      parse(body) {
        const event = reference.parse(body);
        if (cannot(event, body)) throw new Error('not foreseen');
        return event;
      },
    }),
  };
}

const gatherFields = new Set([
  ...['digits', 'status', 'timed_out', 'min_digits', 'max_digits', 'timeout_seconds', 'finish_on_key'],
]);

/** Receivers that fail only where a value meets a limit of the contract, or where an event has grown in one place. */
export const webhookLimits: readonly Mutant[] = [
  fails('at-long-values', ['webhook.body.variables'], 'a variable of 4,096 characters', ({ variables }) =>
    Object.values(variables).some((value) => String(value).length >= 4_096),
  ),
  fails('at-long-names', ['webhook.body.variables'], 'a variable with a name of 128 characters', ({ variables }) =>
    Object.keys(variables).some((name) => name.length >= 128),
  ),
  fails('at-long-numbers', ['webhook.ack.every-event'], 'a caller whose number has 15 digits', ({ call }) =>
    /^\+\d{15}$/.test(String(call.from)),
  ),
  fails('at-short-numbers', ['webhook.ack.every-event'], 'a called number of seven digits', ({ call }) =>
    /^\+\d{7}$/.test(String(call.to)),
  ),
  fails(
    'at-long-gathers',
    ['webhook.ack.every-event'],
    'a gather that waited for 30 seconds',
    ({ data }) => Number(data.timeout_seconds) >= 30,
  ),
  fails(
    'at-long-recordings',
    ['webhook.ack.every-event'],
    'a recording of a whole day',
    ({ event, data }) => event === 'recording.completed' && Number(data.duration_seconds) >= 86_400,
  ),
  fails(
    'at-empty-recordings',
    ['webhook.ack.every-event'],
    'a completed recording of no length',
    ({ event, data }) => event === 'recording.completed' && data.duration_seconds === 0,
  ),
  fails(
    'at-top-fields',
    ['webhook.body.unknown-fields', 'webhook.body.large', 'webhook.body.malformed'],
    'a field beside data that it does not know',
    (_, body) =>
      // Behind an object, and not within one.
      /\},"x_/.test(body.toString()),
  ),
  fails(
    'at-gather-fields',
    ['webhook.body.unknown-fields'],
    'a field of a gather that it does not know',
    ({ event, data }) => event === 'call.gathered' && Object.keys(data).some((name) => !gatherFields.has(name)),
  ),
  fails(
    'at-withheld-numbers',
    ['webhook.body.any-caller'],
    'the first event of a caller without a number',
    (event) =>
      event.event === 'call.created' && !String(event.call.from).startsWith('+') && event.call.direction === 'inbound',
  ),
  fails('at-sip-callees', ['webhook.body.any-caller'], 'a call to a SIP address', ({ call }) =>
    /^<?sips?:/.test(String(call.to)),
  ),
  fails(
    'at-recording-status',
    ['webhook.body.unknown-status'],
    'a recording whose status is not in its name',
    ({ event, data }) => event === 'recording.failed' && data.status !== undefined && data.status !== 'failed',
  ),
];
