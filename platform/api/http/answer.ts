import { operations, type Validate } from '../../../spec/index.ts';
import { KitFault } from '../../kit-fault.ts';
import type { Afterwards, ApiReply, ApiRequest } from '../api.ts';
import type { Asked } from '../handler.ts';
import type { Inspected } from '../inspect.ts';
import { envelope, isProblem, jsonReply, problem } from '../problems.ts';
import { handlers } from './handlers.ts';
import { offered, type Route } from './route.ts';

interface Answer {
  readonly reply: ApiReply;
  readonly afterwards?: Afterwards;
}

/** The right answer to a request: whose it is, where it leads, whether it is valid, what it does. `validate` holds for a success. */
export function answer(
  place: Pick<Asked, 'world' | 'readings' | 'nextEvent'>,
  route: Route,
  { headers }: ApiRequest,
  { refusal, body, query }: Inspected,
  validate: Validate | undefined,
): Answer {
  const application = place.world.applications.get(keyOf(headers));
  if (!application) return { reply: envelope(problem('unauthorized')) };
  if (route.kind === 'nowhere') return { reply: undocumented(envelope(problem('not_found', 'no such path')), 'Q75') };
  if (route.kind === 'method') {
    const reply = undocumented(envelope(problem('method_not_allowed')), 'Q75');
    return { reply: { ...reply, headers: { ...reply.headers, Allow: route.allow } } };
  }
  if (refusal) return { reply: envelope(refusal) };
  const isOffered = route.kind === 'offered';
  const name = isOffered ? route.offered : route.operation;
  const question = isOffered ? offered[route.offered].question : undefined;
  const { world, readings, nextEvent } = place;
  const served = handlers[name]({ world, readings, nextEvent, application, path: route.path, query, body });
  if (isProblem(served)) return { reply: undocumented(envelope(served), question) };
  const { shows, afterwards } = served;
  if (validate && !validate(shows)) {
    throw new KitFault(`the answer to ${name} breaks its schema: ${JSON.stringify(validate.errors)}`);
  }
  const status = isOffered ? 200 : operations[route.operation].success;
  const reply = undocumented(jsonReply(status, shows), question);
  return afterwards ? { reply, afterwards } : { reply };
}

/** The scheme is case-insensitive (RFC 9110 §11.1). */
function keyOf({ authorization = '' }: ApiRequest['headers']): string {
  return /^bearer +(\S+)\s*$/i.exec(authorization)?.[1] ?? '';
}

/** Marks what the documentation does not have. */
function undocumented(reply: ApiReply, question: string | undefined): ApiReply {
  return question ? { ...reply, headers: { ...reply.headers, 'X-Mvk-Undocumented': question } } : reply;
}
