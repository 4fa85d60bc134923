import type { Bench } from '../../platform/bench.ts';
import { isPage, type Reading, readingInWords } from '../../platform/observing.ts';
import { differences, isValue, isWhole } from '../../platform/places.ts';
import { canonical } from '../../platform/state.ts';
import type { Exchange } from '../../spec/index.ts';
import { Violation } from '../requirement.ts';
import { measure } from './clean.ts';
import { difference } from './difference.ts';
import { settled } from './settled.ts';
import { assertStillShown } from './shown.ts';
import { assertSteady } from './steady.ts';
import { learnAgain, varying } from './varies.ts';

/** How the page of a call is judged that was to stay what it was. */
export interface Stay {
  readonly before: Reading;
  /** What had no effect, in words, and the requests. */
  readonly expected: string;
  readonly exchanges: readonly Exchange[];
  /** Plays a call with the history that this one had before; gives its id. */
  readonly same: () => Promise<string>;
  /** Plays a call that must be seen. */
  readonly visible: () => Promise<string>;
}

/** Throws when a page is not what it was, or when nothing could have been seen in it. */
export async function assertUnchanged(bench: Bench, stay: Stay): Promise<void> {
  const { before, expected, exchanges, same, visible } = stay;
  const isAlike = async (after: Reading) => {
    const known = await varying(bench);
    return canonical(after.state, known) === canonical(before.state, known);
  };
  const first = await settled(bench, before.callId);
  if (!(await isAlike(first))) {
    await learnAgain(bench);
    await assertStillShown(bench, visible);
    const after = await settled(bench, before.callId);
    if (!(await isAlike(after)) && !(await changedForAll(bench, before, after, same))) {
      const places = differences(before.state, after.state, await varying(bench));
      const actual = isPage(after) ? difference(before.state, after.state, places) : readingInWords(after);
      throw new Violation(expected, actual, { where: 'observed state', exchanges: [...exchanges, after.exchange] });
    }
  }
  assertSteady(await assertStillShown(bench, visible), await varying(bench));
}

/** Looks, since what changes with time may do so between two readings of one look. */
const looks = 2;

/** Whether calls with the same history, without what was tried, show the same by now: a clock, a count of all requests. */
async function changedForAll(
  bench: Bench,
  before: Reading,
  after: Reading,
  same: () => Promise<string>,
): Promise<boolean> {
  if (!isPage(before) || !isPage(after)) return false;
  const known = await varying(bench);
  for (let look = 0; look < looks; look++) {
    const { reading, perCall } = await measure(bench, same);
    const now = await settled(bench, after.callId);
    const later = await settled(bench, reading.callId);
    const moved = differences(reading.state, later.state, known);
    for (const place of moved) if (isValue(place) && !isWhole(place)) known.add(place);
    const unlike = [...differences(now.state, later.state, known), ...perCall].filter((place) => !moved.has(place));
    const changed = differences(before.state, now.state, known);
    if ([...changed].every((place) => !unlike.some((other) => overlaps(place, other)))) return true;
  }
  return false;
}

function overlaps(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
