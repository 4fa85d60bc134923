import { type BenchOptions, type Exchange, isSuccess } from '../../spec/index.ts';
import type { Send } from '../http/sender.ts';
import { KitFault } from '../kit-fault.ts';
import { type State, stateOf } from './state.ts';

/** Maximum size of the observed state of a call. */
const maxBytes = 5 * 1024 * 1024;

/** One look at what the integration shows of a call. */
export interface Reading {
  readonly callId: string;
  /** A page with a status outside 2xx, or no page at all, is a state too: the comparison decides whether that is allowed. */
  readonly state: State;
  /** Undefined where there was no complete response. */
  readonly status: number | undefined;
  readonly exchange: Exchange;
}

/** What was shown of a call last. */
interface Seen {
  readonly status: number;
  readonly text: string;
  readonly state: State;
}

/** Calls whose last state is kept. */
const maxSeen = 100;

/** Reads what the integration shows of a call; on a connection of its own where several processes may answer. */
export type Observer = (callId: string, how?: { readonly freshConnection?: boolean }) => Promise<Reading>;

export function createObserver(options: BenchOptions, send: Send): Observer {
  // A page is read until it is at rest, so most looks see what the one before saw.
  const seen = new Map<string, Seen>();
  const latestState = (status: number, text: string, callId: string): State => {
    const last = seen.get(callId);
    if (last?.status === status && last.text === text) return last.state;
    const state = stateOf(status, text, callId);
    if (seen.size >= maxSeen) seen.clear();
    seen.set(callId, { status, text, state });
    return state;
  };
  return async (callId, { freshConnection } = {}) => {
    const template = options.observe?.callUrl;
    if (!template) throw new KitFault('no observe.callUrl was configured');
    const url = template.replaceAll('{call_id}', encodeURIComponent(callId));
    const exchange = await send({ method: 'GET', url, maxBytes: maxBytes, freshConnection, mayFail: true }, template);
    const { response, bytes, failure } = exchange;
    const text = Buffer.from(bytes ?? []).toString('utf8');
    const complete = response && !failure;
    const state = complete ? latestState(response.status, text, callId) : { status: 0, body: null };
    return { callId, state, status: complete ? response.status : undefined, exchange };
  };
}

/** Whether a page was shown. */
export function isPage({ status }: Reading): boolean {
  return isSuccess(status);
}

/** What came of it, in words. */
export function readingInWords({ status, exchange }: Reading): string {
  const { method, url } = exchange.request;
  if (status !== undefined) return `${method} ${url} answered ${status}`;
  return `${method} ${url} got no complete response (${exchange.failure?.message ?? 'unknown'})`;
}

/** The state in a reading; rejects where a server failed, or none answered. */
export function stateIn(reading: Reading): State {
  const { status } = reading;
  if (status === undefined || status >= 500) throw new Error(readingInWords(reading));
  return reading.state;
}
