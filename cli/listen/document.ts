import type { Heard } from '../../spec/index.ts';
import { safeJson } from '../call/document.ts';
import type { ShownExchange } from './shown.ts';

/** What `--json` prints of an exchange, on one line. `docs/commands/listen.md` describes it. */
export function documentLine(shown: ShownExchange): string {
  const { number, at, resentFrom, kind, event, callId, answeredBy, status, findings, signature, exchange } = shown;
  const document: Heard = {
    version: 1,
    number,
    at: at.toISOString(),
    ...(resentFrom !== undefined && { resentFrom }),
    kind,
    ...(event !== undefined && { event }),
    ...(callId !== undefined && { callId }),
    answeredBy,
    status,
    signature,
    findings,
    exchange,
  };
  return safeJson(JSON.stringify(document));
}
