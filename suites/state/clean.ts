import type { Bench } from '../../platform/bench.ts';
import { until } from '../../platform/clock.ts';
import { isPage, type Reading, readingInWords } from '../../platform/state/observe.ts';
import { differences, isValue, isWhole, type Places } from '../../platform/state/places.ts';
import { canonical } from '../../platform/state/state.ts';
import type { Exchange } from '../../spec/index.ts';
import { Blocked, Violation } from '../requirement.ts';
import { difference } from './difference.ts';
import { settled } from './settled.ts';
import { assertStillShown, waitUntilShown } from './shown.ts';
import { assertSteady } from './steady.ts';
import { learn, learnAgain, paceMs, patienceMs, volatilePlaces } from './volatile.ts';

/** Calls that got the same events the plain way, and what they show: the measure for every other schedule. */
export interface Measure {
  readonly reading: Reading;
  /** Row numbers, random ids: what differs from one such call to the next. */
  readonly perCall: Places;
  /** Plays another such call; gives its id. */
  readonly play: () => Promise<string>;
}

/**
 * Plays a clean schedule for two calls and learns what is the same in both. `isPlainShown` says whether the page shows
 * a plain call now: then one that is not shown was lost.
 */
export async function measure(
  bench: Bench,
  play: () => Promise<string>,
  isPlainShown: () => Promise<boolean> = async () => false,
): Promise<Measure> {
  const ids = [await play(), await play()] as const;
  const [one, other] = await Promise.all([settledOnceShown(bench, ids[0]), settledOnceShown(bench, ids[1])]);
  for (const reading of [one, other]) {
    if (isPage(reading)) continue;
    const what = `${readingInWords(reading)} for a call whose events were delivered`;
    throw new Blocked(what, (await isPlainShown()) ? 'webhook.ack.no-false-ack' : undefined);
  }
  await learn(bench, other.callId);
  const perCall = differences(one.state, other.state, await volatilePlaces(bench));
  if ([...perCall].some(isWhole)) {
    throw new Blocked('two calls with the same events show states that cannot be compared (see observe.callUrl)');
  }
  assertSteady(one, new Set([...(await volatilePlaces(bench)), ...perCall]));
  return { reading: one, perCall, play };
}

/** A queue that has much to do shows a call later than it showed the first one. */
async function settledOnceShown(bench: Bench, callId: string): Promise<Reading> {
  const reading = await settled(bench, callId);
  if (isPage(reading) || !(await waitUntilShown(bench, callId)).isShown) return reading;
  return settled(bench, callId);
}

/** A call whose events were delivered, and what is expected of it. */
export interface WatchedCall {
  readonly callId: string;
  readonly expected: string;
  readonly exchanges: readonly Exchange[];
}

/** Throws unless every call reaches the measured state and stays there; all are watched concurrently. */
export async function assertAllReach(bench: Bench, measured: Measure, calls: readonly WatchedCall[]): Promise<void> {
  const readings = await Promise.all(calls.map(({ callId }) => settledPage(bench, measured, callId)));
  let isLearnt = false;
  for (const [index, call] of calls.entries()) {
    const reading = readings[index];
    if (!reading || (await unlike(bench, measured, measured.reading, reading)).size === 0) continue;
    if (!isLearnt) await learnAgain(bench);
    isLearnt = true;
    await assertOtherThanNow(bench, measured, reading, call);
  }
}

/** The page of a call once it shows the measured state, or once it has settled on another. */
async function settledPage(bench: Bench, measured: Measure, callId: string): Promise<Reading> {
  await until(
    async () =>
      (await unlike(bench, measured, measured.reading, await bench.read(callId))).size === 0 ? true : undefined,
    { timeoutMs: await patienceMs(bench), everyMs: await paceMs(bench) },
  );
  return settled(bench, callId);
}

/** The places at which two calls differ that should not. */
async function unlike(bench: Bench, { perCall }: Measure, one: Reading, other: Reading): Promise<Places> {
  const known = new Set([...(await volatilePlaces(bench)), ...perCall]);
  if (canonical(one.state, known) === canonical(other.state, known)) return new Set();
  const places = differences(one.state, other.state, known);
  return places.size > 0 ? places : new Set(['']);
}

/** Throws when a call shows something else than a clean one does, then and now. */
async function assertOtherThanNow(bench: Bench, measured: Measure, reading: Reading, call: WatchedCall): Promise<void> {
  const { expected, exchanges } = call;
  const now = await cleanNow(bench, measured);
  const again = await settled(bench, reading.callId);
  const isLike = async (one: Reading) => (await unlike(bench, measured, one, again)).size === 0;
  if ((await isLike(measured.reading)) || (await isLike(now)) || (await isOnlyOlder(bench, measured, again))) return;
  // What varies by itself may have been learnt in these looks.
  if (await isLike(now)) return;
  const known = new Set([...(await volatilePlaces(bench)), ...measured.perCall]);
  throw new Violation(expected, inWords(now, again, known), {
    where: 'observed state',
    exchanges: [...exchanges, again.exchange],
  });
}

/**
 * Whether a call differs from a clean one in nothing but its age: in what the page of the clean one, read again, shows
 * otherwise by now, as "7 seconds ago" does.
 */
async function isOnlyOlder(bench: Bench, measured: Measure, reading: Reading): Promise<boolean> {
  const older = await settled(bench, measured.reading.callId);
  const aged = await unlike(bench, measured, measured.reading, older);
  if (aged.size === 0 || ![...aged].every((place) => isValue(place) && !isWhole(place))) return false;
  const perCall = new Set([...measured.perCall, ...aged]);
  assertSteady(older, new Set([...(await volatilePlaces(bench)), ...perCall]));
  return (await unlike(bench, { ...measured, perCall }, older, reading)).size === 0;
}

function inWords(wanted: Reading, got: Reading, known: Places): string {
  return isPage(got) ? difference(wanted.state, got.state, known) : readingInWords(got);
}

/**
 * What a clean call shows now. What has become another value since it was measured varies with time, as a date does,
 * and is left out from now on; rows and members do not.
 */
async function cleanNow(bench: Bench, measured: Measure): Promise<Reading> {
  // The look that counts is the last: a page that has gone meanwhile shows in it.
  const play = async () => {
    const { callId } = await assertStillShown(bench, measured.play);
    // Its first event is shown, the others perhaps not yet.
    const { state } = await settledPage(bench, measured, callId);
    await learn(bench, callId);
    const last = await bench.read(callId);
    const known = await volatilePlaces(bench);
    return canonical(last.state, known) === canonical(state, known) ? last : settled(bench, callId);
  };
  const now = await play();
  if ((await unlike(bench, measured, measured.reading, now)).size === 0) return now;
  const later = await play();
  // A clock does not go back, so this does not excuse an integration that sometimes loses an event.
  if ((await unlike(bench, measured, measured.reading, later)).size === 0) return later;
  const places = await unlike(bench, measured, measured.reading, now);
  const between = await unlike(bench, measured, now, later);
  if (![...places, ...between].every(isValue) || [...places, ...between].some(isWhole)) {
    throw new Blocked(
      'calls with the same events, delivered the same way, show different states for no visible reason',
    );
  }
  const known = await volatilePlaces(bench);
  for (const place of [...places, ...between]) known.add(place);
  assertSteady(later, new Set([...known, ...measured.perCall]));
  return later;
}

/** The positive control of a comparison: a clean call is shown as before, now. */
export async function assertStillClean(bench: Bench, measured: Measure): Promise<void> {
  await cleanNow(bench, measured);
}
