import { type RawExchange, type RawMessage, rawExchangeOf } from '../../../fixtures/raw-exchange.ts';
import type { Exchange } from '../../../spec/index.ts';

/** An exchange with memory of its own: a short buffer is a part of a larger one, and would keep all of that. */
export function aloneOf(kind: RawExchange['kind'], exchange: Exchange): RawExchange {
  const { request, response, ...rest } = rawExchangeOf(kind, exchange);
  return { ...rest, request: alone(request), ...(response && { response: alone(response) }) };
}

function alone<Message extends RawMessage>(message: Message): Message {
  return { ...message, body: Buffer.from(new Uint8Array(message.body).buffer) };
}
