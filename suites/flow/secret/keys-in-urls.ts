import type { Answered } from '../../../platform/answer/answered.ts';
import { Violation } from '../../requirement.ts';

/** Names of query parameters that contain API keys. */
const named =
  /^(?:x[-_])?(?:api[-_]?(?:key|secret)|client[-_]?secret|secret(?:[-_]?key)?|private[-_]?key|access[-_]?key|auth[-_]?key|password|passwd|pwd)$/i;
/** Keys that tell by their beginning what they open. */
const begins =
  /^(?:mv_(?:live|test)_|[sr]k[-_](?:live|test|proj|ant)[-_]|AKIA[0-9A-Z]{12}|AIza|gh[pousr]_|github_pat_|xox[abprs]-|whsec_)/;
/** Shorter values open nothing, such as the number of a choice. */
const shortest = 8;

/** Throws for an answer with a key in a URL, because proxies and clients log URLs. */
export function assertNoKeyInUrl(answers: readonly Answered[]): void {
  for (const { exchange, judged } of answers) {
    for (const { name, parameters, pointer } of judged?.actions ?? []) {
      for (const field of ['url', 'stream_url', 'destination', 'to']) {
        const member = keyIn(parameters[field]);
        if (member === undefined) continue;
        throw new Violation('a URL without keys and passwords', `one in ${member} of the ${field} of a ${name}`, {
          where: pointer,
          exchanges: [exchange],
        });
      }
    }
  }
}

function keyIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  for (const [name, held] of new URL(value).searchParams) {
    if (held.length >= shortest && (named.test(name) || begins.test(held))) return name;
  }
  return undefined;
}
