const terminal = ['call.completed', 'call.failed', 'call.canceled'];
const stopped = ['insufficient_balance', 'spend_control_exceeded', 'rate_not_found', 'no_active_trunk'];
const later = ['cps_limit_reached', 'concurrent_call_limit_reached'];
const refused = ['unauthorized', 'invalid_request', 'invalid_json'];
const dialBody = {
  type: 'object',
  required: ['to'],
  properties: { to: { type: 'string', pattern: '^\\+[1-9][0-9]{6,14}$' } },
};

/** What is known of a call, and a way to place one. */
export async function calls(app, { events, api }) {
  app.get('/calls/:id', async ({ params: { id } }, reply) => {
    const known = await events.of(id);
    const last = known.findLast(({ event }) => terminal.includes(event)) ?? known.at(-1);
    return last ? { call_id: id, status: last.status, events: known } : reply.code(404).send({ error: 'unknown call' });
  });

  app.post('/dial', { schema: { body: dialBody } }, async (request, reply) => {
    const { status, body } = await placeCall({ from: '+12025550100', to: request.body.to }, request.log);
    return reply.code(status).send(body);
  });

  /** Asks once: without an answer the call may exist, and a second request could ring the same person twice. */
  async function placeCall(numbers, log) {
    const response = await send('/calls', numbers).catch((error) => {
      log.error(error.message);
      return undefined;
    });
    if (!response) return { status: 504, body: { outcome: 'unknown' } };
    const { ok, text, value } = response;
    if (!ok || value.error !== undefined) {
      log.error({ answer: text }, 'the call was not placed');
      return meaningOf(value.error?.code);
    }
    if (typeof value.id !== 'string') return { status: 504, body: { outcome: 'unknown' } };
    return { status: 201, body: { outcome: 'calling', call_id: value.id } };
  }

  async function send(path, body) {
    const response = await fetch(api.baseUrl + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${api.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual', // the key is for one host alone
      signal: AbortSignal.timeout(2_000),
    });
    const text = await response.text();
    return { ok: response.ok, text, value: parsed(text) };
  }
}

/** The code decides: several of them share a status, and messages are for people. */
function meaningOf(code) {
  if (stopped.includes(code)) return { status: 409, body: { outcome: 'stopped', code } };
  if (later.includes(code)) return { status: 429, body: { outcome: 'later', code } };
  if (refused.includes(code)) return { status: 500, body: { outcome: 'refused', code } };
  return { status: 502, body: { outcome: 'failed', code } };
}

function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
