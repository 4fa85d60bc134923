import type { SeenRequest } from '../../../platform/api/api.ts';

/** Ours: no documentation names a number. */
export const maxAttempts = 10;

/** Runs that have to look alike. */
const maxRuns = 4;

/**
 * Gaps that do not grow; undefined where they do. A busy machine lengthens gaps, and chance may make them alike:
 * what looks steady is tried again, and of each gap the shortest counts. `noise`: milliseconds that one request takes at this moment.
 */
export async function steadyGaps(
  requests: readonly SeenRequest[],
  again: () => Promise<readonly SeenRequest[]>,
  noise: () => Promise<number>,
): Promise<readonly number[] | undefined> {
  let shortest = gapsOf(requests);
  for (let run = 1; isSteady(shortest); run++) {
    // Where one request takes about as long as a gap, growth could not be seen.
    if (run === maxRuns) return (await noise()) > Math.max(0.25 * meanOf(shortest), 25) ? undefined : shortest;
    const other = gapsOf(await again());
    shortest = shortest.slice(0, other.length).map((gap, at) => Math.min(gap, other[at] ?? gap));
  }
  return undefined;
}

/** Whether attempts come one after another without growing gaps between them; chance may have made some of them short. */
function isSteady(gaps: readonly number[]): boolean {
  const [first = 0] = gaps;
  const last = gaps.at(-1) ?? 0;
  if (gaps.length < 2 || last > first * 1.2) return false;
  const mean = meanOf(gaps);
  return gaps.every((gap) => Math.abs(gap - mean) <= Math.max(0.25 * mean, 25));
}

function meanOf(gaps: readonly number[]): number {
  return gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
}

/** Milliseconds between one request and the next. */
export function gapsOf(requests: readonly SeenRequest[]): readonly number[] {
  return requests.slice(1).map(({ at }, index) => at - (requests[index]?.at ?? at));
}
