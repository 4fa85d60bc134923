import express from 'express';
import { placeCall } from './calls.js';
import { webhook } from './webhook.js';

const terminal = ['call.completed', 'call.failed', 'call.canceled'];

/** A restaurant: the caller hears the opening hours, or books a table; whoever presses a wrong key is asked once more. */
export function createApp({ store, secret, publicUrl, api }) {
  const app = express().disable('x-powered-by');

  app.get('/answer', ({ query }, response) => {
    response.json({ actions: ask('Press 1 for our opening hours, or 2 to book a table.', 1, callIdIn(query)) });
  });

  app.get('/menu/:attempt', async ({ query, params }, response) => {
    const callId = callIdIn(query);
    response.json({ actions: menu(await store.digits(callId), params.attempt, callId) });
  });

  app.use('/webhook', webhook({ store, secret }));

  app.get('/calls/:id', async ({ params }, response) => {
    const events = await store.eventsOf(params.id);
    const last = events.findLast(({ event }) => terminal.includes(event)) ?? events.at(-1);
    if (last) response.json({ call_id: params.id, status: last.status, events });
    else response.status(404).json({ error: 'nothing is known of this call' });
  });

  app.post('/dial', express.json(), async ({ body }, response) => {
    const { to } = body ?? {};
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return response.status(400).json({ error: 'to must be a number in E.164' });
    const { status, ...result } = await placeCall({ from: '+12025550100', to }, api);
    response.status(status).json(result);
  });

  app.use((_, response) => response.status(404).json({ error: 'not found' }));

  // Four parameters make it the handler of errors. They go to the log, never to the caller.
  app.use((error, _request, response, _next) => {
    console.error(error);
    response.status(error.status ?? 500).json({ error: 'the request could not be served' });
  });

  return app;

  function ask(prompt, attempt, callId) {
    const url = `${publicUrl}/menu/${attempt}?call_id=${encodeURIComponent(callId)}`;
    return [{ gather: { prompt, num_digits: 1, timeout_seconds: 5 } }, { redirect: { url } }];
  }

  function menu(digits, attempt, callId) {
    if (digits === '1') return [say('We are open every day from noon to ten in the evening. Goodbye.')];
    if (digits === '2') return [say('One moment, please.'), { transfer: { destination: '+12025550111' } }];
    if (attempt === '1') return ask('Sorry? Press 1 for our opening hours, or 2 to book a table.', 2, callId);
    return [say('We did not catch that. Goodbye.')]; // not asked for ever, so that a silent caller is let go
  }
}

function callIdIn({ call_id: callId }) {
  return typeof callId === 'string' ? callId : '';
}

function say(text) {
  return { say: { text } };
}
