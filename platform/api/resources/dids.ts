import type { Asked, Handler } from '../handler.ts';
import { problem } from '../problems.ts';
import type { Did } from './records.ts';

export const getDid: Handler = (asked) => answerWithDid(asked, ({ id }) => id === asked.path.id);

/** With `+` or `%2B`; any other form names no DID (Q96). */
export const getDidByNumber: Handler = (asked) =>
  answerWithDid(asked, ({ number_e164 }) => number_e164 === asked.path.number);

/** Any of the customer's: a number may belong to no application (Q77). */
function answerWithDid({ world, application }: Asked, is: (did: Did) => boolean): ReturnType<Handler> {
  const did = [...world.dids.values()].find(is);
  return did?.customer_id === application.customer_id ? { shows: did } : problem('not_found');
}
