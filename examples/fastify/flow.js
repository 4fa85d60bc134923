const orders = new Map([
  ['4711', 'Your order has left our house and arrives tomorrow.'],
  ['2024', 'Your order is being packed.'],
]);
const stream = { stream_url: 'wss://media.example.com/minivoice', track: 'inbound' };

/** An order hotline: four digits lead to a status, three wrong tries to a person. What is said is streamed meanwhile. */
export async function flow(app, { events, publicUrl }) {
  // The documentation leaves the method open: MiniVoice may GET with a query, or POST with a body.
  const schema = { querystring: { type: 'object', properties: { call_id: { type: 'string' } } } };
  const method = ['GET', 'POST'];

  app.route({
    method,
    url: '/answer',
    schema,
    handler: async (request) => {
      const prompt = 'Please enter the four digits of your order.';
      return { actions: [{ start_stream: stream }, ...ask(prompt, 1, callIdOf(request))] };
    },
  });

  app.route({
    method,
    url: '/order/:attempt',
    schema,
    handler: async (request) => {
      const callId = callIdOf(request);
      const status = orders.get(await digitsOf(callId));
      const attempt = Number(request.params.attempt);
      if (status) return { actions: [{ stop_stream: stream }, say(`${status} Goodbye.`)] };
      if (attempt < 3)
        return { actions: ask('We do not know this order. Please enter its four digits.', attempt + 1, callId) };
      return {
        actions: [{ stop_stream: stream }, say('One moment, please.'), { transfer: { destination: '+12025550111' } }],
      };
    },
  });

  function ask(prompt, attempt, callId) {
    const url = `${publicUrl}/order/${attempt}?call_id=${encodeURIComponent(callId)}`;
    return [{ gather: { prompt, num_digits: 4, timeout_seconds: 10, finish_on_key: '#' } }, { redirect: { url } }];
  }

  async function digitsOf(callId) {
    const gathered = (await events.of(callId)).filter(({ event }) => event === 'call.gathered');
    return gathered.at(-1)?.data.digits;
  }
}

function callIdOf({ query, body }) {
  const id = body?.call?.id ?? query.call_id;
  return typeof id === 'string' ? id : '';
}

function say(text) {
  return { say: { text } };
}
