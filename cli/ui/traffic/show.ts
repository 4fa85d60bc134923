import { isSuccess } from '../../../spec/index.ts';
import type { Detail, TrafficRow } from '../../../ui/protocol/traffic.ts';
import type { hider } from '../../listen/shown.ts';
import { curlOf } from '../../listen/terminal/curl.ts';
import type { KeptExchange } from './kept.ts';
import type { namesOf } from './names.ts';
import { canResend, canTamper } from './resend.ts';
import { tampers } from './tampers.ts';

type Hide = ReturnType<typeof hider>;
type NameOf = ReturnType<typeof namesOf>;

const longestPath = 300;

/** An exchange in the list. */
export function rowOf(kept: KeptExchange, hide: (text: string) => string, nameOf: NameOf): TrafficRow {
  const { title, kind: named } = nameOf(kept);
  const { number, at, kind, isApi, request, status, failure, durationMs, callId, findings } = kept;
  const { attempt, resentFrom, change, by, response } = kept;
  return {
    ...{ number, at: at.getTime(), durationMs, attempt, resentFrom, change, by, findings: findings.length },
    kind: named,
    title: hide(title),
    method: request.method,
    path: hide(pathOf(request.url)).slice(0, longestPath),
    status: response ? status : undefined,
    failure: failure === undefined ? undefined : hide(failure.message).slice(0, longestPath),
    acknowledged: kind === 'event' && !isApi ? response !== undefined && isSuccess(status) : undefined,
    callId: callId === undefined ? undefined : hide(callId).slice(0, longestPath),
    worst: findings.length === 0 ? undefined : findings.some(({ level }) => level === 'must') ? 'must' : 'should',
  };
}

function pathOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** An exchange as it is opened, with nothing in it that must stay hidden. */
export function detailOf(
  kept: KeptExchange,
  hide: Hide,
  hideText: (text: string) => string,
  nameOf: NameOf,
  secret: string | undefined,
): Detail {
  const { exchange, findings, signature } = hide(kept);
  const { body } = exchange.request;
  const isSigned = kept.kind === 'event' && !kept.isApi && signature.verdict !== 'unchecked';
  return {
    row: rowOf(kept, hideText, nameOf),
    exchange,
    findings,
    signature: isSigned
      ? { verdict: signature.verdict, reasons: signature.reasons.map(({ says }) => says) }
      : undefined,
    curl: curlOf(exchange.request),
    isHidden: body !== undefined && body !== kept.request.body.toString('utf8'),
    canResend: canResend(kept),
    tampers: canTamper(kept, secret)
      ? tampers.map(({ name, about, requirement }) => ({ name, about, requirement }))
      : [],
  };
}
