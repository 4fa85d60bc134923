import type { Cause } from './causes.ts';
import { beginning } from './layout.ts';

/** What to mend first, why that of several, and what else it mends. */
export function fixFirst(cause: Cause, causes: number): string {
  const because = causes > 1 ? `, because ${cause.why}` : '';
  return `${cause.results[0].id} (${beginning(cause.seen, 300)})${because}.${effects(cause)}`;
}

/** What else comes of a cause, as a sentence with a space before it, or nothing. */
export function effects({ results, blocked }: Cause): string {
  const parts = [
    ...(results.length > 1 ? [`breaks ${results.length} requirements`] : []),
    ...(blocked.length > 0 ? [`keeps ${blocked.length} from being judged`] : []),
  ];
  return parts.length > 0 ? ` It ${parts.join(' and ')}.` : '';
}
