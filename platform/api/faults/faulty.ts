import type { Validate } from '../../../spec/index.ts';
import type { ApiOutcome, ApiReply } from '../api.ts';
import { formOf } from '../http/form.ts';
import { envelope, factsOf } from '../problems.ts';
import type { Fault, Met, RetryAfter } from './faults.ts';
import { reshaped } from './reshape.ts';
import { withMembers } from './with-members.ts';

/** What becomes of a request that meets a fault and is not looked at; undefined where the right answer is needed first. */
export function replacementFor({ name, fault }: Met): ApiOutcome | undefined {
  switch (fault.kind) {
    case 'error':
      return { kind: 'reply', reply: withFaultName(errorReply(fault), name, fault.retryAfter) };
    case 'raw': {
      const { status, contentType, body } = fault;
      const headers = {
        ...fault.headers,
        ...(contentType !== undefined && { 'Content-Type': printable(contentType) }),
      };
      return { kind: 'reply', reply: withFaultName({ status, headers, body }, name, fault.retryAfter) };
    }
    case 'hang':
      return fault.when === 'in-body' ? undefined : { kind: 'hang' };
    case 'cut':
      return fault.when === 'before-read' ? { kind: 'cut', when: fault.when } : undefined;
    default:
      return undefined;
  }
}

/** The correct response with a fault: late, reshaped, or lost on its way. `validate` holds for a success. */
export function alterReply({ name, fault }: Met, right: ApiReply, validate: Validate | undefined): ApiOutcome {
  const reply = withFaultName(right, name);
  switch (fault.kind) {
    case 'latency':
      return { kind: 'reply', reply, afterMs: Math.max(0, fault.ms) };
    case 'reshape':
      return { kind: 'reply', reply: { ...reply, body: reshaped(fault.how, reply.body, validate, fault.only) } };
    case 'members':
      return { kind: 'reply', reply: { ...reply, body: withMembers(reply.body, fault.members) } };
    case 'form':
      return formOf(fault, reply);
    case 'after-call':
      return { kind: 'reply', reply, afterCallMs: fault.maxMs };
    case 'hang':
      return { kind: 'hang', reply };
    case 'cut':
      return fault.when === 'in-body' ? { kind: 'cut', when: fault.when, reply } : { kind: 'cut', when: fault.when };
    default:
      return { kind: 'reply', reply };
  }
}

function errorReply({ code, status, message, members }: Extract<Fault, { kind: 'error' }>): ApiReply {
  const known = factsOf(code);
  return envelope(
    { code, status: status ?? known?.status ?? 400, message: message ?? known?.message ?? 'something went wrong' },
    members,
  );
}

function withFaultName(reply: ApiReply, name: string, retryAfter?: RetryAfter): ApiReply {
  const after = retryAfter && { 'Retry-After': retryText(retryAfter) };
  return { ...reply, headers: { ...reply.headers, ...after, 'X-Mvk-Fault': printable(name) } };
}

function retryText(after: RetryAfter): string {
  if ('text' in after) return printable(after.text);
  return 'date' in after ? after.date.toUTCString() : String(Math.max(0, Math.ceil(after.seconds)));
}

/** Header values are visible ASCII (RFC 9110 §5.5). */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}
