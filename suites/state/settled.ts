import type { Bench } from '../../platform/bench.ts';
import { deadline, monotonic, pause } from '../../platform/clock.ts';
import { isPage, type Reading, readingInWords } from '../../platform/state/observe.ts';
import { differences } from '../../platform/state/places.ts';
import { canonical } from '../../platform/state/state.ts';
import { Blocked } from '../requirement.ts';
import { isStatus, learn, learnAgain, paceMs, patienceMs, resting, volatilePlaces } from './volatile.ts';

/** What is shown of a call once it has stopped changing: three readings alike, over a time that a store behind the 2xx needs. */
export async function settled(bench: Bench, callId: string): Promise<Reading> {
  const { lagMs } = await resting(bench);
  const first = await rest(bench, callId, 2 * lagMs);
  if (first.isAtRest) return first.last;
  await learnAgain(bench);
  // No event has come for so long that what still changes here does so by itself.
  await learn(bench, callId);
  const second = await rest(bench, callId, 2 * lagMs);
  if (second.isAtRest) return second.last;
  // A clock of seconds changes too seldom for a few looks, but twice in a long one.
  const known = await volatilePlaces(bench);
  for (const [place, count] of second.changes) if (count > 1 && !isStatus(place)) known.add(place);
  const third = await rest(bench, callId, 2 * lagMs);
  if (third.isAtRest) return third.last;
  throw new Blocked(`what ${third.last.exchange.request.url} shows keeps changing although no events are sent`);
}

/** Looks that a page gets in any case, however long each of them takes on a busy machine. */
const fewestLooks = 4;

async function rest(bench: Bench, callId: string, quietMs: number) {
  const known = await volatilePlaces(bench);
  const [everyMs, mostMs] = [await paceMs(bench), await patienceMs(bench)];
  /** How often each place changed. */
  const changes = new Map<string, number>();
  let last = await bench.read(callId);
  let text = canonical(last.state, known);
  let alike = 1;
  let since = monotonic();
  const end = deadline(mostMs + quietMs);
  for (let looks = 1; looks < fewestLooks || !end.passed(); looks++) {
    // A server that gives no response is not asked for long.
    if (last.status === undefined && (alike >= 2 || last.exchange.durationMs >= mostMs))
      return { last, changes, isAtRest: true };
    await pause(everyMs);
    const now = await bench.read(callId);
    const next = canonical(now.state, known);
    alike = next === text ? alike + 1 : 1;
    if (alike === 1) since = monotonic();
    for (const place of alike === 1 ? differences(last.state, now.state, known) : []) {
      changes.set(place, (changes.get(place) ?? 0) + 1);
    }
    [last, text] = [now, next];
    if (alike >= 3 && monotonic() - since >= quietMs) return { last, changes, isAtRest: true };
  }
  return { last, changes, isAtRest: false };
}

/** A reading to compare with others: a page, or what is shown for an unknown call. */
export async function settledPage(bench: Bench, callId: string): Promise<Reading> {
  const reading = await settled(bench, callId);
  if (isPage(reading) || reading.status === (await bench.read(bench.newCall().id)).status) return reading;
  throw new Blocked(readingInWords(reading));
}
