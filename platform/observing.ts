import type { BenchOptions } from '../spec/index.ts';
import { KitFault } from './kit-fault.ts';
import type { Send } from './sender.ts';
import { type State, stateOf } from './state.ts';

/** Of what is shown for a call. */
const mostBytes = 5 * 1024 * 1024;

/** Reads what the integration shows of a call. Rejects when it shows nothing at all. */
export function createObserver(options: BenchOptions, send: Send): (callId: string) => Promise<State> {
  return async (callId) => {
    const template = options.observe?.callUrl;
    if (!template) throw new KitFault('no observe.callUrl was configured');
    const url = template.replaceAll('{call_id}', encodeURIComponent(callId));
    const { response, bytes, failure } = await send(
      { method: 'GET', url, maxBytes: mostBytes, mayFail: true },
      template,
    );
    if (!response) throw new Error(`observe.callUrl gave no response: ${failure?.message ?? 'unknown'}`);
    if (response.status >= 500) throw new Error(`observe.callUrl answered ${response.status} at ${url}`);
    return stateOf(response.status, Buffer.from(bytes ?? []).toString('utf8'), callId);
  };
}
