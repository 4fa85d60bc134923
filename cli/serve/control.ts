import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Api } from '../../platform/api/api.ts';
import type { FaultScript } from '../../platform/api/faults/faults.ts';
import type { Bench } from '../../platform/bench.ts';
import { transcript } from '../../platform/call/transcript.ts';
import { nearestIs } from '../../platform/config/nearest.ts';
import { type EventName, errorCodes, eventNames, isRecord, show } from '../../spec/index.ts';
import { faultScriptIn } from './fault-script.ts';
import { switchesIn } from './switches.ts';
import type { ServeTraffic } from './traffic.ts';

/** What the control endpoint takes; `GET /mvk` shows it. */
const routes = {
  'GET /mvk': 'this list',
  'GET /mvk/state': 'everything that the API knows',
  'GET /mvk/requests':
    'the requests so far, received by the API and sent to the integration; with --verbose with their bodies',
  'PATCH /mvk/switches': 'sets switches, such as {"balanceCents": 0}; GET /mvk/state shows them all',
  'PUT /mvk/faults':
    'sets a script of faults, such as [{"operation": "createCall", "fault": {"kind": "error", "code": "insufficient_balance"}}]',
  'DELETE /mvk/faults': 'nothing goes wrong any more',
  'POST /mvk/calls':
    'plays an inbound call, such as {"from": "+12025550101", "script": ["1"]}, and shows its transcript',
  'POST /mvk/events': 'delivers an event, such as {"event": "call.completed", "call_id": "call_123"}',
  'GET /mvk/attempts': 'the events that were not acknowledged and will be delivered again, with the time',
  'POST /mvk/reset': 'forgets everything, and cancels all redeliveries',
} as const;

type Answer = readonly [status: number, body: unknown];

/** Takes requests below /mvk: switches, faults, calls and events of the API that is being served. */
export function control(
  bench: () => Bench | undefined,
  traffic: ServeTraffic,
): (incoming: IncomingMessage, outgoing: ServerResponse) => boolean {
  return (incoming, outgoing) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://127.0.0.1');
    if (pathname !== '/mvk' && !pathname.startsWith('/mvk/')) return false;
    answer(bench(), traffic, `${incoming.method} ${pathname}`, incoming)
      .catch((error: unknown): Answer => [400, { error: error instanceof Error ? error.message : String(error) }])
      .then(([status, body]) => {
        outgoing.writeHead(status, { 'Content-Type': 'application/json' });
        outgoing.end(`${JSON.stringify(body, null, 2)}\n`);
      });
    return true;
  };
}

async function answer(
  bench: Bench | undefined,
  traffic: ServeTraffic,
  route: string,
  incoming: IncomingMessage,
): Promise<Answer> {
  const api = bench?.api;
  if (!bench || !api) return [503, { error: 'not ready yet' }];
  const body = await json(incoming);
  switch (route) {
    case 'GET /mvk':
      return [200, routes];
    case 'GET /mvk/state':
      return [200, api.world.snapshot()];
    case 'GET /mvk/requests':
      return [200, traffic.requests(bench)];
    case 'PATCH /mvk/switches':
      return [200, Object.assign(api.world.switches, switchesIn(body))];
    case 'PUT /mvk/faults':
      return misbehaving(api, faultScriptIn(body));
    case 'DELETE /mvk/faults':
      api.injectFaults([]);
      return [200, { faults: 0 }];
    case 'POST /mvk/calls':
      return called(bench, isRecord(body) ? body : {});
    case 'POST /mvk/events':
      return deliverEvent(bench, isRecord(body) ? body : {});
    case 'GET /mvk/attempts':
      return [200, pending(bench)];
    case 'POST /mvk/reset':
      api.reset();
      bench.redeliverer?.cancel();
      traffic.forget();
      return [200, { reset: true }];
    default:
      return [404, { error: `no such control: ${route}`, controls: routes }];
  }
}

function pending({ redeliverer }: Bench): readonly unknown[] {
  const all = [...(redeliverer?.pending() ?? [])].sort((one, other) => Number(one.dueAt) - Number(other.dueAt));
  return all.map(({ event, attempt, dueAt }) => ({
    event: event.event,
    call_id: event.call.id,
    attempt,
    due_at: dueAt.toISOString(),
  }));
}

/** An undocumented code is allowed, with a note: it may be a typing error. */
function misbehaving(api: Api, script: FaultScript): Answer {
  api.injectFaults(script);
  const codes = script.flatMap(({ fault }) => (fault.kind === 'error' ? [fault.code] : []));
  const documented = Object.keys(errorCodes);
  const notes = codes
    .filter((code) => !documented.includes(code))
    .map((code) => `${show(code)} is no documented error code${nearestIs(code, documented, 'code')}`);
  return [200, { faults: script.length, ...(notes.length > 0 && { notes }) }];
}

async function called(bench: Bench, { from, to, script }: Record<string, unknown>): Promise<Answer> {
  if (!bench.options.answerUrl) throw new Error('there is no answer_url to ask; start with --answer-url');
  const plan = { ...(typeof from === 'string' && { from }), ...(typeof to === 'string' && { to }) };
  const moves = Array.isArray(script) ? script.map(String) : [];
  const { call, steps } = await bench.call({ ...plan, script: moves });
  return [200, { call_id: call.id, transcript: transcript(steps) }];
}

async function deliverEvent(bench: Bench, { event, call_id: callId, data }: Record<string, unknown>): Promise<Answer> {
  if (!bench.options.webhookUrl) throw new Error('there is no webhook_url to tell; start with --webhook-url');
  const name = eventNames.find((each): each is EventName => each === event);
  if (!name) throw new RangeError(`unknown event ${show(event)}${nearestIs(String(event), eventNames, 'event')}`);
  const call = bench.newCall(typeof callId === 'string' ? { id: callId } : {});
  const { status, exchange } = await bench.deliver(bench.eventsOf(call)(name, isRecord(data) ? data : undefined));
  return [200, { call_id: call.id, status: status ?? null, failure: exchange.failure?.message }];
}

/** Bytes of a body that are read. */
const maxBytes = 1024 * 1024;

async function json(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new RangeError('the body is longer than 1 MiB');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    throw new SyntaxError('the body is not JSON');
  }
}
