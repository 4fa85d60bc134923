import type { BenchOptions } from '../../spec/index.ts';
import { answerRequest } from '../answer/caller.ts';
import { callMaker } from '../call/new-call.ts';
import type { HttpRequest } from '../http/client.ts';

/** For each origin what may be asked before a run, from what shows most to what disturbs least. */
export function requestsByOrigin(options: BenchOptions): readonly (readonly HttpRequest[])[] {
  const { answerUrl, webhookUrl, observe, start } = options;
  if (start?.readyUrl !== undefined) return [[{ method: 'GET', url: start.readyUrl }]];
  // Nobody knows this call: what is asked of it changes nothing that a check looks at.
  const unknownCall = callMaker()();
  const origins = new Map<string, HttpRequest[]>();
  const add = (request: HttpRequest): void => {
    const { origin } = new URL(request.url);
    origins.set(origin, [...(origins.get(origin) ?? []), request]);
  };
  // A page that is read, and reads of a call that does not exist yet.
  if (observe) add({ method: 'GET', url: observe.callUrl.replaceAll('{call_id}', encodeURIComponent(unknownCall.id)) });
  // RFC 9110, 9.3.7: OPTIONS asks what may be asked. Frameworks answer it without the code of the integration.
  const urls = [answerUrl, webhookUrl].filter((url) => url !== undefined);
  for (const url of urls) if (!origins.has(new URL(url).origin)) add({ method: 'OPTIONS', url });
  // Some servers leave OPTIONS without any answer; the request for instructions they know.
  if (answerUrl !== undefined)
    add(answerRequest({ call: unknownCall }, options.readings.Q1 === 'post' ? 'POST' : 'GET', options));
  for (const origin of origins.keys()) add({ method: 'GET', url: new URL('/', origin).href });
  return [...origins.values()];
}
