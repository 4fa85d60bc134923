import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

interface Sending {
  readonly key?: string;
  readonly body?: unknown;
  readonly text?: string;
  readonly timeoutMs?: number;
}

/** What came back: a response, or an error in one line. */
export interface Sent {
  readonly status?: number;
  readonly body?: unknown;
  readonly error?: string;
  readonly ms: number;
}

function partsOf({ key, body, text = body === undefined ? '' : JSON.stringify(body) }: Sending) {
  const headers = {
    ...(key && { Authorization: `Bearer ${key}` }),
    ...(text !== '' && { 'Content-Type': 'application/json' }),
  };
  return { headers, text };
}

export async function byFetch(method: string, url: string, sending: Sending): Promise<Sent> {
  const { headers, text } = partsOf(sending);
  const signal = sending.timeoutMs === undefined ? null : AbortSignal.timeout(sending.timeoutMs);
  return timed(async () => {
    const response = await fetch(url, { method, headers, signal, ...(text !== '' && { body: text }) });
    return { status: response.status, text: await response.text() };
  });
}

export async function byHttp(method: string, url: string, sending: Sending): Promise<Sent> {
  const { headers, text } = partsOf(sending);
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  return timed(
    () =>
      new Promise((resolve, reject) => {
        const outgoing = send(url, { method, headers }, (incoming) => {
          let content = '';
          incoming.setEncoding('utf8').on('data', (chunk: string) => {
            content += chunk;
          });
          incoming.once('error', reject);
          incoming.once('end', () => resolve({ status: incoming.statusCode ?? 0, text: content }));
        });
        outgoing.once('error', reject);
        if (sending.timeoutMs !== undefined) {
          outgoing.setTimeout(sending.timeoutMs, () => outgoing.destroy(new Error('time is over')));
        }
        outgoing.end(text);
      }),
  );
}

async function timed(send: () => Promise<{ readonly status: number; readonly text: string }>): Promise<Sent> {
  const begun = performance.now();
  try {
    const { status, text } = await send();
    return { status, body: jsonIn(text), ms: performance.now() - begun };
  } catch (error) {
    return { error: inWords(error), ms: performance.now() - begun };
  }
}

function inWords(error: unknown): string {
  const { name, message, code = '', cause } = error as Error & { readonly code?: string };
  const inner = (cause as { readonly code?: string } | undefined)?.code;
  return `${name}: ${message} ${inner ?? code}`;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
