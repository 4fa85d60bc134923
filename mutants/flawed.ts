import type { Mutant } from './mutant.ts';
import { json } from './reference.ts';

/** Three mistakes that are easy to make, for a demonstration of what the kit finds. */
export const flawed: Mutant = {
  name: 'flawed',
  breaks: [
    'answer.actions.fields',
    'webhook.ack.every-event',
    'webhook.signature.raw-body',
    // White space that is lost in re-serialising can be changed unnoticed.
    'webhook.signature.refuses-tampered',
  ],
  does: 'transfers key 2 to a national number, fails on recording.failed and verifies re-serialised JSON.',
  change: (reference) => ({
    ...reference,
    menu: (digits, context, environment) =>
      digits === '2'
        ? { actions: [{ say: { text: 'Connecting you.' } }, { transfer: { destination: '202-555-0122' } }] }
        : reference.menu(digits, context, environment),
    acknowledge: (event, isNew, environment) =>
      event.event === 'recording.failed'
        ? json(500, { error: 'no handler' })
        : reference.acknowledge(event, isNew, environment),
    sign: (secret, timestamp, body) => reference.sign(secret, timestamp, reserialised(body)),
  }),
};

function reserialised(body: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(body.toString())));
  } catch {
    return body;
  }
}
