import { playOnce } from '../../flows/explore/walk.ts';
import { endsOf } from '../../flows/graph/ends.ts';
import type { Api } from '../../platform/api/api.ts';
import type { Bench } from '../../platform/bench.ts';
import { pause } from '../../platform/clock.ts';
import type { CallContext } from '../../platform/events/events.ts';
import type { Exchange } from '../../spec/index.ts';
import { overlapped } from '../overlapped.ts';
import { exploredAtAll } from './explored-flow.ts';

/** Ends of the call flow that are tried; the nearest. */
const maxEnds = 40;
/** Ends that place calls and are looked at. */
const maxFound = 3;
/** Milliseconds in which a call that is placed in the background reaches the API. */
const settleMs = 400;

/** What a caller does to reach each end of the call flow; none where the flow cannot be walked, which is for others to say. */
export async function waysToEnds(bench: Bench): Promise<readonly (readonly string[])[]> {
  const exploration = await exploredAtAll(bench);
  if (!exploration || exploration.nondeterminism) return [];
  return endsOf(exploration.graph)
    .slice(0, maxEnds)
    .map(({ path }) => path);
}

/** The answers to a new caller who does the same. */
export async function answersOnWay(
  bench: Bench,
  path: readonly string[],
): Promise<{ readonly call: CallContext; readonly exchanges: readonly Exchange[] }> {
  const { call, steps } = await playOnce(bench, { script: [...path] });
  return {
    call,
    exchanges: steps.flatMap((step): Exchange[] => (step.kind === 'answer' ? [step.answered.exchange] : [])),
  };
}

/** The ways on which the integration places a call of its own, such as a callback. */
export async function waysThatPlace(bench: Bench, api: Api): Promise<readonly (readonly string[])[]> {
  const ways = await waysToEnds(bench);
  const before = api.placed.length;
  await overlapped(ways, (path) => answersOnWay(bench, path));
  await pause(settleMs);
  if (api.placed.length === before) return [];
  const found: (readonly string[])[] = [];
  for (const path of ways) {
    if (found.length === maxFound) break;
    if ((await placedBy(api, () => answersOnWay(bench, path))) > 0) found.push(path);
  }
  return found;
}

/** How many calls are placed while something is done, and shortly after it. */
export async function placedBy(api: Api, act: () => Promise<unknown>): Promise<number> {
  const before = api.placed.length;
  await act();
  await pause(settleMs);
  return api.placed.length - before;
}
