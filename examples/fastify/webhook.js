import { createHmac, timingSafeEqual } from 'node:crypto';

const toleranceSeconds = 300;
const headers = {
  type: 'object',
  required: ['x-minivoice-timestamp', 'x-minivoice-signature'],
  properties: {
    'x-minivoice-timestamp': { type: 'string', pattern: '^[0-9]{1,15}$' },
    'x-minivoice-signature': { type: 'string', pattern: '^v1=[0-9a-f]{64}$' },
  },
};

/** Receives the events of MiniVoice: verified first, then stored, and only then acknowledged. */
export async function webhook(app, { events, secret }) {
  // In this plugin alone, bodies stay the bytes that were signed.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.post('/webhook', { schema: { headers } }, async (request, reply) => {
    const raw = request.body ?? Buffer.alloc(0);
    if (!isGenuine(raw, request.headers, secret)) return reply.code(401).send({ error: 'not signed by MiniVoice' });
    const event = eventIn(raw);
    if (!event) return reply.code(400).send({ error: 'not an event' });
    await events.add(event.callId, event.kept);
    return reply.code(204).send();
  });
}

function isGenuine(raw, { 'x-minivoice-timestamp': timestamp, 'x-minivoice-signature': signature }, secret) {
  const hmac = createHmac('sha256', secret);
  const expected = `v1=${hmac.update(timestamp).update('.').update(raw).digest('hex')}`;
  const age = Date.now() / 1000 - Number(timestamp);
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature)) && Math.abs(age) <= toleranceSeconds;
}

/** What is kept of an event, whatever its name: one that is new next year is kept as well. */
function eventIn(raw) {
  try {
    const { event, created_at, call, data } = JSON.parse(raw);
    if (typeof event !== 'string' || typeof call.id !== 'string') return undefined;
    return { callId: call.id, kept: { event, created_at: `${created_at}`, status: call.status, data: data ?? {} } };
  } catch {
    return undefined;
  }
}
