import { createServer } from 'node:http';
import { openApi } from './api.js';
import { openEvents } from './events.js';
import { isGenuine } from './signature.js';

const { PORT = '3000', PUBLIC_URL = `http://127.0.0.1:${PORT}`, DATA_DIR = 'data' } = process.env;
const { MINIVOICE_WEBHOOK_SECRET: secret, MINIVOICE_API_BASE_URL, MINIVOICE_API_KEY } = process.env;
const maxBody = 1024 * 1024;
const statusOf = {
  calling: 201,
  done: 200,
  'not-yet': 202,
  stopped: 409,
  later: 429,
  refused: 500,
  failed: 502,
  unknown: 504,
};
const events = openEvents(DATA_DIR);
const api = openApi(MINIVOICE_API_BASE_URL, MINIVOICE_API_KEY);

/** Status and value of the reply to each request that is served. */
const routes = {
  'GET /answer': ({ callId }) => {
    const prompt = 'Press 1 for sales, or 2 for support.';
    const url = `${PUBLIC_URL}/menu?call_id=${encodeURIComponent(callId)}`;
    return [200, { actions: [{ gather: { prompt, num_digits: 1, timeout_seconds: 5 } }, { redirect: { url } }] }];
  },

  'GET /menu': ({ callId }) => {
    switch (events.digits(callId)) {
      case '1':
        return [200, { actions: [say('Connecting you to sales.'), { transfer: { destination: '+12025550111' } }] }];
      case '2':
        return [200, { actions: [say('Connecting you to support.'), { transfer: { destination: '+12025550122' } }] }];
      default: // not asked again, so that silence ends the call
        return [200, { actions: [say('We did not catch that. Goodbye.')] }];
    }
  },

  'POST /webhook': ({ headers, raw }) => {
    const { 'x-minivoice-timestamp': timestamp, 'x-minivoice-signature': signature } = headers;
    if (!isGenuine(raw, timestamp, signature, secret)) return [401, { error: 'not signed by MiniVoice' }];
    const { event, created_at = '', call, data } = json(raw);
    if (typeof event !== 'string' || typeof call?.id !== 'string') return [400, { error: 'not an event' }];
    // Whatever the event: one that is new next year is kept as well.
    events.add(call.id, { event, created_at, status: call.status, data: data ?? {} });
    return [200, { stored: true }];
  },

  'GET /calls': ({ path }) => {
    const known = events.summary(decodeURIComponent(path.slice('/calls/'.length)));
    return known ? [200, known] : [404, { error: 'nothing is known of this call' }];
  },

  'POST /dial': async ({ raw }) => {
    const { to } = json(raw);
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return [400, { error: 'to must be a number in E.164' }];
    const result = await api.placeCall('+12025550100', to);
    return [statusOf[result.outcome], result];
  },

  'GET /summary': async ({ callId }) => {
    const result = await api.summary(callId);
    return [statusOf[result.outcome], result];
  },
};

createServer(async (request, response) => {
  const [status, value] = await reply(request).catch((error) => {
    console.error(error); // to the log, never to the caller
    return [500, { error: 'internal' }];
  });
  const body = JSON.stringify(value);
  const length = Buffer.byteLength(body);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': length }).end(body);
}).listen(Number(PORT), '127.0.0.1');

async function reply(request) {
  const { pathname: path, searchParams } = new URL(request.url, PUBLIC_URL);
  const [, page] = path.split('/');
  const route = routes[`${request.method} /${page}`];
  if (!route) return [404, { error: 'not found' }];
  const raw = await read(request);
  if (!raw) return [413, { error: 'a body of at most 1 MB is expected' }];
  return route({ path, callId: searchParams.get('call_id') ?? '', headers: request.headers, raw });
}

async function read(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= maxBody) chunks.push(chunk); // the rest is read and dropped
  }
  return length <= maxBody ? Buffer.concat(chunks) : undefined;
}

function json(raw) {
  try {
    return JSON.parse(raw) ?? {};
  } catch {
    return {};
  }
}

function say(text) {
  return { say: { text } };
}
