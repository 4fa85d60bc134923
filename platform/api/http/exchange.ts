import type { Exchange } from '../../../spec/index.ts';
import type { ApiOutcome, ApiRequest } from '../api.ts';

/** The base URL of the documentation; one example differs (Q73). */
const documented = 'https://api.minivoice.eu';

/** A request and what the client was given, as data. */
export function exchangeOf(
  { method, target, folder = '', headers, body }: ApiRequest,
  outcome: ApiOutcome,
  origin: string = documented,
  durationMs: number,
): Exchange {
  const request = { method, url: `${origin}${folder}${target}`, headers, ...(body.length > 0 && textOf(body)) };
  if (outcome.kind === 'reply') {
    const { status, headers: sent, body: text } = outcome.reply;
    return {
      request,
      response: { status, headers: sent, body: text },
      durationMs: durationMs + (outcome.afterMs ?? 0),
    };
  }
  const failure =
    outcome.kind === 'hang'
      ? ({ kind: 'timeout', message: 'the API did not answer, on purpose' } as const)
      : ({ kind: 'cut', message: `the API closed the connection, on purpose (${outcome.when})` } as const);
  return { request, failure, durationMs };
}

function textOf(bytes: Buffer): { readonly body: string } | { readonly bodyBase64: string } {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? { body: text } : { bodyBase64: bytes.toString('base64') };
}
