import { jsonOf } from '../../fixtures/raw-exchange.ts';
import { callIdsOf } from '../../fixtures/record/classify.ts';
import type { RelayedExchange } from '../../fixtures/wire/conversation.ts';
import { judgeBody } from '../../platform/answer/body.ts';
import { now } from '../../platform/clock.ts';
import { diagnose } from '../../platform/webhook/diagnosis/diagnose.ts';
import type { KnownSecret } from '../../platform/webhook/diagnosis/keys.ts';
import { timestampFormat } from '../../platform/webhook/signature.ts';
import { type BenchOptions, type BodyFinding, type Diagnosis, isRecord, requirementOf } from '../../spec/index.ts';
import { answerFindings } from '../call/findings.ts';
import { lintEvent } from '../contract/lint.ts';
import type { HeardExchange } from './exchange.ts';

type Kind = HeardExchange['kind'];

/** What a request is, before there is a response: an event has a member `event`, and an answer request names a call. */
export function kindOf(request: RelayedExchange['request']): Kind {
  const body = jsonOf(request);
  if (isRecord(body) && 'event' in body) return 'event';
  return callIdsOf({ kind: 'answer', request }).length > 0 ? 'answer' : 'other';
}

/** The event and the call that a request names. */
export function namesIn(request: RelayedExchange['request']): Pick<HeardExchange, 'event' | 'callId'> {
  const body = jsonOf(request);
  const event = isRecord(body) && typeof body.event === 'string' ? body.event : undefined;
  const [callId] = callIdsOf({ kind: 'answer', request });
  return { ...(event !== undefined && { event }), ...(callId !== undefined && { callId }) };
}

/** What is wrong with an event; with an answer only where the integration gave it. */
export async function findingsOf(
  kind: Kind,
  { request, response, failure }: RelayedExchange,
  { answeredBy, durationMs }: Pick<HeardExchange, 'answeredBy' | 'durationMs'>,
  readings: BenchOptions['readings'],
): Promise<readonly BodyFinding[]> {
  if (kind === 'event') return request.truncated ? [] : lintEvent(request.body);
  if (kind === 'other' || answeredBy === 'mvk') return [];
  const headers = Object.fromEntries((response?.headers ?? []).map(([name, value]) => [name.toLowerCase(), value]));
  const judged = response && judgeBody(response.body, headers, readings);
  const exchange = {
    ...(response && { bytes: response.body }),
    request: { method: request.method, url: request.url, headers: {} },
    ...(response && { response: { status: response.status, headers, body: '' } }),
    ...(failure && { failure }),
    durationMs,
  };
  return answerFindings({ exchange, status: response?.status, judged }).map(({ clause, ...rest }) => ({
    ...rest,
    rule: requirementOf[clause],
  }));
}

/** The verdict on the signature. Of a body that was not kept whole nothing can be said. */
export function signatureOf(
  { headers, body, truncated }: RelayedExchange['request'],
  secrets: readonly KnownSecret[],
  readings: BenchOptions['readings'],
  at: Date = now(),
): Diagnosis {
  if (truncated) {
    const says = 'not checked: the body is longer than what is kept';
    return { verdict: 'unchecked', reasons: [{ code: 'body-too-long', says }] };
  }
  return diagnose({ headers, body, secrets, now: at, format: timestampFormat(readings) });
}
