import { createHmac, timingSafeEqual } from 'node:crypto';
import { apiClient } from './api-client.ts';
import { type CallContext, type Integration, Refusal, type RefusalKind, type Reply } from './integration.ts';
import type { StoredEvent } from './store.ts';

const toleranceSeconds = 5 * 60;
const refusals: Readonly<Record<RefusalKind, number>> = {
  unauthorised: 401,
  malformed: 400,
  'too-large': 413,
  method: 405,
  'not-found': 404,
};
const terminal: Readonly<Record<string, string>> = {
  'call.completed': 'completed',
  'call.failed': 'failed',
  'call.canceled': 'canceled',
};

/** The smallest right integration: a menu of two keys, and a receiver that keeps every event once. */
export const reference: Integration = {
  now: () => Date.now(),
  bodyLimit: 1024 * 1024,
  join: (pieces) => Buffer.concat(pieces),

  allows(route, method) {
    if (route === 'webhook' || route === 'dial') return method === 'POST';
    return method === 'GET' || (method === 'POST' && route !== 'calls' && route !== 'summary');
  },
  refuse: (kind) => json(refusals[kind], { error: kind }),
  fail: () => json(500, { error: 'internal' }),

  readAnswerRequest(request) {
    const query = Object.fromEntries(request.url.searchParams);
    const body = request.body.length === 0 ? {} : record(parseJson(request.body));
    return context(query, record(body.call), record(body.variables), body.digits);
  },
  beforeAnswer: async () => {},
  answer({ callId }, { origin }) {
    const query = callId === undefined ? '' : `?call_id=${encodeURIComponent(callId)}`;
    return {
      actions: [
        { gather: { prompt: 'Press 1 for sales or 2 for support.', num_digits: 1, timeout_seconds: 5 } },
        { redirect: { url: `${origin}/menu${query}` } },
      ],
    };
  },
  async digits({ callId, digits }, { store }) {
    if (digits !== undefined || callId === undefined) return digits;
    const gathered = inOrder(await store.load(callId)).filter(({ event }) => event === 'call.gathered');
    return text(gathered.at(-1)?.data.digits);
  },
  menu(digits) {
    switch (digits) {
      case '1':
        return { actions: [say('Connecting you to sales.'), { transfer: { destination: '+12025550111' } }] };
      case '2':
        return { actions: [say('Connecting you to support.'), { transfer: { destination: '+12025550122' } }] };
      default: // not asked again, so that silence ends the call
        return { actions: [say('We did not catch that.'), say('Goodbye.')] };
    }
  },
  encode: (answer) => json(200, answer),

  verify(request, { secret }) {
    if (secret === undefined) return 'accepted';
    const timestamp = this.header(request, 'X-MiniVoice-Timestamp');
    const signature = this.header(request, 'X-MiniVoice-Signature');
    if (timestamp === undefined || signature === undefined) return 'refused';
    if (!/^\d+$/.test(timestamp)) return 'refused';
    if (!this.matches(signature, this.sign(secret, timestamp, request.body))) return 'refused';
    return this.isFresh(timestamp) ? 'accepted' : 'refused';
  },
  header(request, name) {
    const values = request.headers.filter(([sent]) => sent.toLowerCase() === name.toLowerCase());
    return values.length === 0 ? undefined : values.map(([, value]) => value).join(', ');
  },
  sign(secret, timestamp, body) {
    return `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
  },
  matches(given, expected) {
    return /^v1=[0-9a-f]{64}$/.test(given) && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
  },
  isFresh(timestamp) {
    return Math.abs(this.now() / 1000 - Number(timestamp)) <= toleranceSeconds;
  },

  parse(body) {
    const { event, created_at, call, variables, data } = record(parseJson(body));
    const id = text(record(call).id);
    if (typeof event !== 'string' || id === undefined) throw new Refusal('malformed');
    return {
      event,
      created_at: text(created_at) ?? '',
      call: { ...record(call), id },
      variables: record(variables),
      data: record(data),
    };
  },
  // A retry has a new signature, and two gathers of a call share its id and event name.
  key: ({ event, created_at, call, data }) => canonical([call.id, event, created_at, data]),
  accept(event, request, { store }) {
    const { created_at, call, data } = event;
    const stored = { event: event.event, created_at, status: text(call.status), data };
    return store.add(call.id, this.key(event, request), stored);
  },
  beforeAcknowledge: async () => {},
  acknowledge: () => ({ status: 204, headers: {}, body: '' }),

  client: apiClient,

  state(callId, events) {
    const ordered = inOrder(events);
    const last = ordered.at(-1);
    if (last === undefined) return undefined;
    const end = ordered.findLast(({ event }) => terminal[event] !== undefined);
    return {
      call_id: callId,
      status: (end && terminal[end.event]) ?? last.status ?? last.event,
      events: ordered.map(({ event, created_at, data }) => ({ event, created_at, data })),
    };
  },
};

/** A JSON reply. */
export function json(status: number, value: unknown): Reply {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}

function say(words: string): unknown {
  return { say: { text: words } };
}

function context(
  query: Readonly<Record<string, string>>,
  call: Readonly<Record<string, unknown>>,
  variables: Readonly<Record<string, unknown>>,
  digits: unknown,
): CallContext {
  return {
    callId: text(call.id) ?? query.call_id,
    direction: text(call.direction) ?? query.direction,
    from: text(call.from) ?? query.from,
    to: text(call.to) ?? query.to,
    status: text(call.status) ?? query.status,
    digits: text(digits) ?? query.digits,
    variables,
  };
}

/** By time, whatever the order of arrival; the rest only makes the order total. */
function inOrder(events: readonly StoredEvent[]): readonly StoredEvent[] {
  const rank = ({ created_at, event, data }: StoredEvent) => [created_at, event, canonical(data)] as const;
  const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  return events
    .map((event) => ({ event, rank: rank(event) }))
    .sort((a, b) => compare(a.rank[0], b.rank[0]) || compare(a.rank[1], b.rank[1]) || compare(a.rank[2], b.rank[2]))
    .map(({ event }) => event);
}

/** JSON with its members in one order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    isRecord(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))) : member,
  );
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    throw new Refusal('malformed');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
