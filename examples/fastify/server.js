import Fastify from 'fastify';
import { calls } from './calls.js';
import { Events } from './events.js';
import { flow } from './flow.js';
import { webhook } from './webhook.js';

const { PORT = '3000', PUBLIC_URL = `http://127.0.0.1:${PORT}`, DATA_DIR = 'data' } = process.env;
const { MINIVOICE_WEBHOOK_SECRET, MINIVOICE_API_BASE_URL, MINIVOICE_API_KEY } = process.env;

const app = Fastify({
  logger: { level: 'warn' },
  // Variables of a call may have any name; those that could reach a prototype are dropped, not refused.
  onProtoPoisoning: 'remove',
  onConstructorPoisoning: 'remove',
  routerOptions: { maxParamLength: 1000 }, // call ids have no documented length
});
const events = new Events(DATA_DIR);

app.register(webhook, { events, secret: MINIVOICE_WEBHOOK_SECRET });
app.register(flow, { events, publicUrl: PUBLIC_URL });
app.register(calls, { events, api: { baseUrl: MINIVOICE_API_BASE_URL, key: MINIVOICE_API_KEY } });

app.setErrorHandler((error, request, reply) => {
  const status = error.statusCode ?? 500;
  if (status >= 500) request.log.error(error); // to the log, never to the caller
  return reply.code(status).send({ error: status >= 500 ? 'internal' : error.message });
});

await app.listen({ port: Number(PORT), host: '127.0.0.1' });
