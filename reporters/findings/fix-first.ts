import { truncate } from '../text/layout.ts';
import type { Cause } from './causes.ts';

/** What to fix first, why that of several, and what else it fixes. */
export function fixFirst(cause: Cause, causes: number): string {
  const because = causes > 1 ? `, because ${cause.why}` : '';
  const seen = truncate(cause.seen, 300);
  return `${cause.kind === 'ended' ? seen : `${cause.results[0].id} (${seen})`}${because}.${effects(cause)}`;
}

/** The other effects of a cause, as a sentence after a space, or nothing. */
export function effects({ results, blocked }: Cause): string {
  const broken = results.length - unjudged(results);
  const held = unjudged(results) + blocked.length;
  const parts = [
    ...(broken > 1 ? [`breaks ${broken} requirements`] : []),
    ...(held > (broken === 0 ? 1 : 0) ? [`keeps ${held} from being judged`] : []),
  ];
  return parts.length > 0 ? ` It ${parts.join(' and ')}.` : '';
}

/** How many could not run. */
export function unjudged(results: Cause['results']): number {
  return results.filter(({ outcome }) => outcome === 'could-not-run').length;
}
