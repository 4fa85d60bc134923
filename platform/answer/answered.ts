import type { Action, BenchOptions, JudgedAnswer } from '../../spec/index.ts';
import type { Received } from '../http/client.ts';
import { placeOf, type Send } from '../http/sender.ts';
import { KitFault } from '../kit-fault.ts';
import { judgeBody } from './body.ts';
import { type AnswerRequest, answerRequest } from './caller.ts';

/** An exchange with an answer endpoint, judged. */
export interface Answered {
  readonly exchange: Received;
  readonly status: number | undefined;
  readonly judged: JudgedAnswer | undefined;
}

/** Statuses that say that a method is not served. */
const unserved = [404, 405, 501];

/** Requests answer_url, or the URL of a redirect, by the reading of Q1: with GET, and with POST from then on if GET is not supported. */
export function createAsker(
  options: BenchOptions,
  sending: (isPlain: boolean) => Send,
  onAction?: (action: Action) => void,
): (request: AnswerRequest) => Promise<Answered> {
  let method = options.readings.Q1 === 'post' ? 'POST' : 'GET';

  function judgeReceived(exchange: Received): Answered {
    const { bytes, response } = exchange;
    const answer = response && bytes ? judgeBody(bytes, response.headers, options.readings) : undefined;
    if (onAction) for (const action of answer?.actions ?? []) onAction(action);
    return { exchange, status: response?.status, judged: answer };
  }

  return async (request) => {
    if (!options.answerUrl) throw new KitFault('no answer_url was configured');
    const fixed = request.method ?? method;
    const send = sending(!request.url && request.fields?.digits === undefined);
    // A path may name the call.
    const endpoint = placeOf(new URL(request.url ?? options.answerUrl)).replaceAll(
      encodeURIComponent(request.call.id),
      '*',
    );
    const first = await send(answerRequest(request, fixed, options), endpoint);
    const status = first.response?.status ?? 0;
    const tryPost = options.readings.Q1 === 'get-then-post' && !request.method && !request.url && method === 'GET';
    if (!tryPost || !unserved.includes(status)) return judgeReceived(first);
    const second = judgeReceived(await send(answerRequest(request, 'POST', options), endpoint));
    // Where neither is served, the GET says it as well.
    if (!unserved.includes(second.status ?? 0)) method = 'POST';
    return second;
  };
}
