import { subscribe } from 'node:diagnostics_channel';
import type { BenchOptions, Progress } from '../../spec/index.ts';
import { monotonic } from '../clock.ts';

/** The last responses that are looked at: a target may become slower. */
const looked = 21;

/** Watches the requests that this process sends to the integration; the function says how many there were, and how long responses take. */
export function watchTraffic({ answerUrl, webhookUrl }: BenchOptions): () => Progress {
  const origins = new Set([answerUrl, webhookUrl].flatMap((url) => (url === undefined ? [] : [new URL(url).origin])));
  const begun = new WeakMap<object, number>();
  const times: number[] = [];
  let requests = 0;
  subscribe('undici:request:create', (message) => {
    const { request } = message as { request: { readonly origin?: unknown } };
    if (!origins.has(String(request.origin))) return;
    requests += 1;
    begun.set(request, monotonic());
  });
  subscribe('undici:request:headers', (message) => {
    const start = begun.get((message as { request: object }).request);
    if (start === undefined) return;
    times.push(monotonic() - start);
    if (times.length > looked) times.shift();
  });
  return () => {
    const middle = [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)];
    return { requests, ...(middle !== undefined && { medianMs: Math.round(middle) }) };
  };
}
