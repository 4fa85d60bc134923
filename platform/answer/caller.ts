import type { BenchOptions } from '../../spec/index.ts';
import type { CallContext } from '../events/events.ts';
import type { HttpRequest } from '../http/client.ts';
import { queryOf, withParameters } from '../http/request-target.ts';

/** One request for instructions: of answer_url, or of the URL that a redirect names. */
export interface AnswerRequest {
  readonly call: CallContext;
  readonly url?: string;
  /** The method of a redirect; a first request uses the reading of Q1. */
  readonly method?: string;
  /** Replaces or, with `undefined`, removes fields of the context (Q2). */
  readonly fields?: Readonly<Record<string, string | undefined>>;
  /** Sent besides what a request carries anyway. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Fields that the contract does not know; a POST carries them in its body and in the call. */
  readonly extra?: Readonly<Record<string, string>>;
  /** Call variables (default: none); only a POST can carry them, and with `null` it carries no such member. */
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly freshConnection?: boolean;
  readonly timeoutMs?: number;
}

/** The request as bytes, by the readings of Q1 and Q2. */
export function answerRequest(request: AnswerRequest, method: string, options: BenchOptions): HttpRequest {
  const url = request.url ?? options.answerUrl ?? '';
  const { freshConnection, timeoutMs, headers = {} } = request;
  const fields = contextOf(request, options);
  if (method !== 'POST') {
    const given = new URLSearchParams(queryOf(url));
    const context = Object.entries({ ...fields, ...request.extra }).filter(([name]) => !given.has(name));
    return { method, url: withParameters(url, new URLSearchParams(context)), headers, freshConnection, timeoutMs };
  }
  const { call_id, digits, ...rest } = fields;
  const call = { ...(call_id === undefined ? {} : { id: call_id }), ...rest, ...request.extra };
  const variables = request.variables === null ? {} : { variables: request.variables ?? {} };
  const nothing = options.readings.Q2 === 'nothing';
  const body = nothing
    ? { ...request.extra }
    : { call, ...variables, ...(digits === undefined ? {} : { digits }), ...request.extra };
  return {
    method,
    url,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
    freshConnection,
    timeoutMs,
  };
}

function contextOf({ call, fields }: AnswerRequest, { readings }: BenchOptions): Record<string, string> {
  const context =
    readings.Q2 === 'nothing'
      ? {}
      : {
          call_id: call.id,
          application_id: call.applicationId,
          customer_id: call.customerId,
          direction: call.direction,
          from: call.from,
          to: call.to,
          status: 'in_progress',
        };
  const merged: Record<string, string | undefined> = { ...context, ...fields };
  return Object.fromEntries(
    Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
