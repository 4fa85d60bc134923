import { request as sendRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from './store.ts';

/** What the client needs to know about where it runs. */
export interface ApiEnvironment {
  readonly store: Store;
  readonly apiBaseUrl: string | undefined;
  readonly apiKey: string | undefined;
  /** Writes a line of output. */
  readonly log: (line: string) => void;
}

/** One request to the API, before the key is added. */
export interface ApiCall {
  readonly method: 'GET' | 'POST';
  /** Below the base URL. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** What came back: a response, or the reason why there is none. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly lost?: 'cut' | 'timeout';
}

/** What the integration makes of it. */
export interface ClientDecision {
  readonly outcome: 'done' | 'queued' | 'stopped' | 'limited' | 'refused' | 'unknown' | 'not-yet' | 'failed';
  readonly call_id?: string;
  readonly result?: unknown;
}

/** The seams of a client of the REST API: a mutant changes one of them and nothing else. Seams call each other through `this`. */
export interface ApiClient {
  /** A person is to be called. */
  dial(to: string): ApiCall;
  summary(callId: string): ApiCall;
  headers(call: ApiCall, key: string): Readonly<Record<string, string>>;
  url(call: ApiCall, baseUrl: string, key: string): string;
  /** Milliseconds until a silent API is given up. */
  readonly timeoutMs: number;
  send(url: string, call: ApiCall, headers: Readonly<Record<string, string>>): Promise<ApiResponse>;
  /** Rejects when the body is cut off. */
  readBody(pieces: AsyncIterable<Buffer>): Promise<string>;
  /** The documented error code of a response; undefined when it has none. */
  codeOf(response: ApiResponse): string | undefined;
  /** Milliseconds until the next attempt; undefined when there is none. */
  retryAfterMs(call: ApiCall, response: ApiResponse, attempt: number): number | undefined;
  verdict(call: ApiCall, response: ApiResponse): ClientDecision;
  log(call: ApiCall, response: ApiResponse, environment: ApiEnvironment): void;
  run(call: ApiCall, environment: ApiEnvironment): Promise<ClientDecision>;
}

const final: ReadonlySet<string> = new Set([
  'insufficient_balance',
  'spend_control_exceeded',
  'rate_not_found',
  'no_active_trunk',
]);
const limits: ReadonlySet<string> = new Set(['cps_limit_reached', 'concurrent_call_limit_reached']);
const maxAttempts = 3;

/** A client that does what the documentation asks, and no more. */
export const apiClient: ApiClient = {
  dial: (to) => ({ method: 'POST', path: '/calls', body: { from: '+12025550100', to, record: true } }),
  summary: (callId) => ({ method: 'GET', path: `/calls/${encodeURIComponent(callId)}/ai-summary` }),
  headers: ({ body }, key) => ({ Authorization: `Bearer ${key}`, ...(body && { 'Content-Type': 'application/json' }) }),
  url: ({ path }, baseUrl) => `${baseUrl}${path}`,
  timeoutMs: 1_000,

  send(url, { method, body }, headers) {
    const text = body === undefined ? '' : JSON.stringify(body);
    return new Promise((resolve) => {
      const lose = (lost: 'cut' | 'timeout') => resolve({ status: 0, headers: {}, text: '', lost });
      const length = text === '' ? {} : { 'Content-Length': String(Buffer.byteLength(text)) };
      const outgoing = sendRequest(url, { method, headers: { ...headers, ...length } }, (incoming) => {
        const { statusCode: status = 0, headers } = incoming;
        this.readBody(incoming).then(
          (text) => resolve({ status, headers, text }),
          () => lose('cut'),
        );
      });
      outgoing.setTimeout(this.timeoutMs, () => {
        lose('timeout');
        outgoing.destroy();
      });
      outgoing.once('error', () => lose('cut'));
      outgoing.end(text);
    });
  },

  async readBody(pieces) {
    const read: Buffer[] = [];
    for await (const piece of pieces) read.push(piece);
    return Buffer.concat(read).toString();
  },

  codeOf({ text }) {
    const error = member(jsonIn(text), 'error');
    const code = member(error, 'code');
    return typeof code === 'string' ? code : undefined;
  },

  retryAfterMs(call, response, attempt) {
    if (attempt >= maxAttempts || response.lost) return undefined;
    const pause = 60 * 2 ** attempt;
    if (limits.has(this.codeOf(response) ?? '')) return Math.max(pause, pauseAsked(response.headers['retry-after']));
    // A create after 5xx may have happened: it is not sent again.
    return response.status >= 500 && call.method === 'GET' ? pause : undefined;
  },

  verdict(call, response) {
    if (response.lost) return { outcome: call.method === 'POST' ? 'unknown' : 'failed' };
    const code = this.codeOf(response);
    if (code === undefined) return decideByStatus(call, response);
    if (final.has(code)) return { outcome: 'stopped' };
    if (limits.has(code)) return { outcome: 'limited' };
    if (code === 'ai_summary_not_found' || code === 'call_not_found') return { outcome: 'not-yet' };
    return {
      outcome: code === 'invalid_request' || code === 'invalid_json' || code === 'unauthorized' ? 'refused' : 'failed',
    };
  },

  log({ method, path }, { status, text }, { log }) {
    log(`${method} ${path} ${status} ${text}`);
  },

  async run(call, environment) {
    const { apiBaseUrl = '', apiKey = '' } = environment;
    for (let attempt = 1; ; attempt++) {
      const response = await this.send(this.url(call, apiBaseUrl, apiKey), call, this.headers(call, apiKey));
      if (response.status >= 300 || response.lost) this.log(call, response, environment);
      const pause = this.retryAfterMs(call, response, attempt);
      if (pause === undefined) return this.verdict(call, response);
      await sleep(pause);
    }
  },
};

/** A response without an error code: a success when status and content say so. */
function decideByStatus({ method }: ApiCall, { status, text }: ApiResponse): ClientDecision {
  const content = jsonIn(text);
  if (status < 200 || status > 299 || content === undefined || member(content, 'error') !== undefined)
    return { outcome: 'failed' };
  if (method === 'GET') {
    const result = member(content, 'data');
    return result === undefined ? { outcome: 'failed' } : { outcome: 'done', result: member(result, 'summary') };
  }
  const id = member(content, 'id');
  return typeof id === 'string' ? { outcome: 'done', call_id: id } : { outcome: 'unknown' };
}

/** Milliseconds that a Retry-After asks for, in either form. */
function pauseAsked(value: string | string[] | undefined): number {
  const text = String(value ?? '');
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? 0 : Math.max(0, moment - Date.now());
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
