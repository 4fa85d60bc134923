import type { Bench } from '../../platform/bench.ts';
import { pause, until } from '../../platform/clock.ts';
import { isPage, type Reading, readingInWords } from '../../platform/state/observe.ts';
import { differences, isValue, isWhole } from '../../platform/state/places.ts';
import { canonical } from '../../platform/state/state.ts';
import type { Exchange } from '../../spec/index.ts';
import { Violation } from '../requirement.ts';
import { measure } from './clean.ts';
import { difference } from './difference.ts';
import { settled } from './settled.ts';
import { assertStillShown, waitUntilShown } from './shown.ts';
import { assertSteady } from './steady.ts';
import { learnAgain, paceMs, volatilePlaces } from './volatile.ts';

/** How the page of a call is judged that was to stay what it was. */
interface Stay {
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
    const known = await volatilePlaces(bench);
    return canonical(after.state, known) === canonical(before.state, known);
  };
  const first = await settled(bench, before.callId);
  if (!(await isAlike(first))) {
    await learnAgain(bench);
    await assertStillShown(bench, visible);
    const after = await settled(bench, before.callId);
    const isLeft = (await isAlike(after)) || (await isOnlyOlder(bench, before, after));
    // What varies by itself may be learnt in the looks of the last comparison.
    if (!isLeft && !(await changedForAll(bench, before, after, same)) && !(await isAlike(after))) {
      const known = await volatilePlaces(bench);
      const actual = isPage(after) ? difference(before.state, after.state, known) : readingInWords(after);
      throw new Violation(expected, actual, { where: 'observed state', exchanges: [...exchanges, after.exchange] });
    }
  }
  assertSteady(await assertStillShown(bench, visible), await volatilePlaces(bench));
}

/** Milliseconds in which what shows the age of something in seconds changes again, on a busy machine as well. */
const ageMs = 3_000;

/** Whether nothing changed but what goes on changing by itself, in the page of the same call, as "7 seconds ago" does. */
async function isOnlyOlder(bench: Bench, before: Reading, after: Reading): Promise<boolean> {
  if (!isPage(before) || !isPage(after)) return false;
  const known = await volatilePlaces(bench);
  const changed = [...differences(before.state, after.state, known)];
  if (!changed.every((place) => isValue(place) && !isWhole(place))) return false;
  const aged = new Set(known);
  const isAged = await until(
    async () => {
      const { state } = await bench.read(after.callId);
      for (const place of differences(after.state, state, known))
        if (isValue(place) && !isWhole(place)) aged.add(place);
      return canonical(before.state, aged) === canonical(state, aged) ? true : undefined;
    },
    { timeoutMs: ageMs, everyMs: await paceMs(bench) },
  );
  if (isAged) assertSteady(after, aged);
  return isAged === true;
}

/** Milliseconds between the two readings of each look: what changes with time may do so between them, or only later. */
const pauses = [0, ageMs];

/** Whether calls with the same history, without what was tried, show the same by now: a clock, a count of all requests. */
async function changedForAll(
  bench: Bench,
  before: Reading,
  after: Reading,
  same: () => Promise<string>,
): Promise<boolean> {
  if (!isPage(after)) return false;
  // A call whose events were acknowledged may be shown later than ever before: just after a start, or on a busy machine.
  if (!isPage(before) && !(await waitUntilShown(bench, await same())).isShown) return false;
  const known = await volatilePlaces(bench);
  for (const ms of pauses) {
    const { reading, perCall } = await measure(bench, same);
    await pause(ms);
    const now = await settled(bench, after.callId);
    const later = await settled(bench, reading.callId);
    const moved = differences(reading.state, later.state, known);
    for (const place of moved) if (isValue(place) && !isWhole(place)) known.add(place);
    if (!isPage(before)) {
      if (differences(now.state, later.state, new Set([...known, ...perCall])).size === 0) return true;
      continue;
    }
    const unlike = [...differences(now.state, later.state, known), ...perCall].filter((place) => !moved.has(place));
    const changed = differences(before.state, now.state, known);
    if ([...changed].every((place) => !unlike.some((other) => overlaps(place, other)))) return true;
  }
  return false;
}

function overlaps(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
