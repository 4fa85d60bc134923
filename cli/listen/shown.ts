import type { Header, RawMessage } from '../../fixtures/raw-exchange.ts';
import { createRedactor } from '../../platform/redaction/redact.ts';
import { type BodyFinding, type Exchange, utf8 } from '../../spec/index.ts';
import type { HeardExchange } from './exchange.ts';

/** An exchange as it may be shown: without secrets and personal numbers, unless they are asked for. */
export interface ShownExchange extends Omit<HeardExchange, 'request' | 'response' | 'failure'> {
  readonly exchange: Exchange;
}

type Hide = (exchange: HeardExchange) => ShownExchange;

export function hider(secrets: readonly string[], showsSecrets: boolean): Hide {
  const redactor = createRedactor(secrets);
  return ({ request, response, failure, ...rest }) => {
    const { method, url } = request;
    const exchange: Exchange = {
      request: { method, url, ...messageOf(request) },
      ...(response && { response: { status: response.status, body: '', ...messageOf(response) } }),
      ...(failure && { failure }),
      durationMs: rest.durationMs,
    };
    if (showsSecrets) return { ...rest, exchange };
    const hide = redactor.text;
    const { event, callId, signature } = rest;
    const { timestamp } = signature;
    return {
      ...rest,
      ...(event !== undefined && { event: hide(event) }),
      ...(callId !== undefined && { callId: hide(callId) }),
      findings: rest.findings.map((each) => hidden(each, hide)),
      signature: {
        ...signature,
        reasons: signature.reasons.map(({ code, says }) => ({ code, says: hide(says) })),
        ...(timestamp && { timestamp: { ...timestamp, text: hide(timestamp.text) } }),
      },
      exchange: redactor.exchange(exchange),
    };
  };
}

function hidden({ pointer, expected, actual, ...rest }: BodyFinding, hide: (text: string) => string): BodyFinding {
  return { ...rest, pointer: hide(pointer), expected: hide(expected), actual: hide(actual) };
}

type Message = Pick<Exchange['request'], 'headers' | 'body' | 'bodyBase64'>;

function messageOf({ headers, body, truncated }: RawMessage): Message {
  const text = utf8(body);
  return {
    headers: byName(headers),
    // The end of a shortened body may be the beginning of a secret.
    ...(body.length === 0 || truncated
      ? {}
      : text === undefined
        ? { bodyBase64: body.toString('base64') }
        : { body: text }),
  };
}

/** As they came; the values of a name that stands twice are joined. */
function byName(headers: readonly Header[]): Readonly<Record<string, string>> {
  const names = new Map<string, string>();
  for (const [name, value] of headers) {
    const before = names.get(name);
    names.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(names);
}
