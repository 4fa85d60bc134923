import { IntegrationEnded, Unreachable } from '../platform/http/sender.ts';
import { KitFault } from '../platform/kit-fault.ts';
import { StartFailed } from '../platform/process/process.ts';
import { redactProcessEnd } from '../platform/redaction/redact.ts';
import { OutOfTime } from '../platform/request-policy/allowance.ts';
import type { Reason } from '../spec/index.ts';
import { Blocked } from './requirement.ts';

/** Why a requirement could not be judged: for people and as data. */
interface Undecided {
  readonly reason: string;
  readonly cause: Reason;
}

/** What a check threw that is neither a violation nor "not applicable"; `redact` takes secrets out of texts. */
export function undecided(error: unknown, redact: (text: string) => string): Undecided {
  const text = redact(error instanceof Error ? error.message : String(error));
  if (error instanceof Blocked) {
    return { reason: text, cause: error.by === undefined ? { kind: 'undecided' } : { kind: 'blocked', by: error.by } };
  }
  if (error instanceof StartFailed || error instanceof IntegrationEnded) {
    return { reason: text, cause: { kind: 'ended', ...redactProcessEnd(error.ended, redact) } };
  }
  if (error instanceof Unreachable) return { reason: text, cause: { kind: 'unreachable' } };
  if (error instanceof OutOfTime) return { reason: text, cause: { kind: 'out-of-time' } };
  if (error instanceof KitFault) return { reason: `a fault of the kit: ${text}`, cause: { kind: 'kit-fault' } };
  return { reason: `could not tell: ${text}`, cause: { kind: 'undecided' } };
}
