import type { Bench } from '../../platform/bench.ts';
import { monotonic, now, pause } from '../../platform/clock.ts';
import type { PlatformEvent } from '../../platform/events/events.ts';
import type { Reading } from '../../platform/state/observe.ts';
import { differences, isWhole } from '../../platform/state/places.ts';
import { canonical } from '../../platform/state/state.ts';
import { isSuccess } from '../../spec/index.ts';

/** Milliseconds from one look to the next, at a page that is shown at once, and at the slowest. */
const everyMs = 5;
const longestEveryMs = 50;
/** Looks in the time that a page takes to show an event: more would only keep a machine busy. */
const looksPerLag = 20;
/** Milliseconds that something shown may take where nothing has taken longer, and the most for the first call of all. */
const defaultMs = 2_000;
const longestMs = 10_000;
/** What takes some time on an idle machine may take so many times as long on a busy one. */
const slower = 3;
const watchMs = 200;
/** When the events of every compared call were made: the same for all, so that states are equal in any notation of time. */
export const startedAt: Date = new Date('2026-05-29T12:00:00Z');
/** Looks at a page at rest, half of them on connections of their own: another instance may answer those; more where one differs. */
const looks = 6;
const moreLooks = 12;
/** Four events change a place a few times at most; what changes more often does so by itself. */
const maxChanges = 8;

/** Places that change without any event: clocks, counters of views, names of instances. Learnt all through the run. */
export function volatilePlaces(bench: Bench): Promise<Set<string>> {
  return bench.once('places that vary by themselves', async () => new Set<string>());
}

/** A call whose events were delivered long ago, and how long its page took to show them. */
interface Resting {
  readonly callId: string;
  readonly lagMs: number;
  /** What was delivered of it, and when; it may come again. */
  readonly events: readonly PlatformEvent[];
  readonly signedAt: Date;
  readonly deliveredAt: number;
}

/** The first call of a run whose page is looked at: what varies in it while nothing happens is learnt from it. */
export function resting(bench: Bench): Promise<Resting> {
  return bench.once('call at rest', async () => {
    await learn(bench, bench.newCall().id);
    const call = bench.newCall();
    const [signedAt, deliveredAt] = [now(), monotonic()];
    const events: PlatformEvent[] = [];
    const { id: callId } = call;
    if (!bench.capabilities.has('webhook')) return { callId, lagMs: 0, events, signedAt, deliveredAt };
    const before = await bench.read(call.id);
    const next = bench.eventsOf(call, startedAt);
    const taken = [];
    for (const name of ['call.created', 'call.answered', 'call.gathered', 'call.completed'] as const) {
      const event = next(name);
      events.push(event);
      taken.push(isSuccess((await bench.deliver(event, { at: signedAt })).status ?? 0));
    }
    const lagMs = await watch(bench, before, taken.every(Boolean) ? longestMs : defaultMs);
    await learn(bench, call.id);
    return { callId, lagMs, events, signedAt, deliveredAt };
  });
}

/** Milliseconds from one look to the next, by the time that the page of this integration takes. */
export async function paceMs(bench: Bench): Promise<number> {
  const { lagMs } = await resting(bench);
  return Math.min(Math.max(everyMs, lagMs / looksPerLag), longestEveryMs);
}

/** Milliseconds that something shown may take, by the time that the page of this integration takes. */
export async function patienceMs(bench: Bench): Promise<number> {
  const { lagMs } = await resting(bench);
  return Math.max(defaultMs, slower * lagMs);
}

/**
 * Watches a page until it is at rest: milliseconds until its last change, what varies by itself left out. It must begin to change
 * within `waitMs`.
 */
async function watch(bench: Bench, before: Reading, waitMs: number): Promise<number> {
  const known = await volatilePlaces(bench);
  const counts = new Map<string, number>();
  const changedAt = new Map<string, number>();
  /** When it began to change. */
  let begunAt: number | undefined;
  let last = await bench.read(before.callId);
  const start = monotonic();
  for (;;) {
    const now = await bench.read(before.callId);
    const elapsed = monotonic() - start;
    for (const place of differences(last.state, now.state, known)) {
      const count = (counts.get(place) ?? 0) + 1;
      counts.set(place, count);
      changedAt.set(place, elapsed);
      if (count <= maxChanges || isWhole(place)) continue;
      known.add(place);
      changedAt.delete(place);
    }
    last = now;
    const changedAfter = Math.max(0, ...changedAt.values());
    const quiet = elapsed - changedAfter >= Math.max(watchMs, changedAfter);
    const isChanged = differences(before.state, now.state, known).size > 0;
    if (isChanged) begunAt ??= elapsed;
    const isOver = elapsed >= (begunAt === undefined ? waitMs : Math.max(defaultMs, slower * begunAt));
    if ((isChanged && quiet) || isOver) return changedAfter;
    await pause(everyMs);
  }
}

/**
 * Looks several times at the page of a call that gets no events. What differs more than once varies by itself; a page
 * that goes away does so once. What never shows the same again may be a queue that fills the page: that comes to an end.
 */
export async function learn(bench: Bench, callId: string): Promise<void> {
  const known = await volatilePlaces(bench);
  const first = await changesOf(bench, callId);
  if (first.places.length === 0) return;
  if (!first.isBack) await pause(defaultMs);
  const { places } = first.isBack ? first : await changesOf(bench, callId);
  for (const place of places) known.add(place);
}

/** The places that change more than once in a few looks, and whether something is shown again after something else. */
async function changesOf(bench: Bench, callId: string) {
  const known = await volatilePlaces(bench);
  const counts = new Map<string, number>();
  const texts: string[] = [];
  let isBack = false;
  let last: Reading | undefined;
  for (let look = 0; look < (counts.size > 0 ? moreLooks : looks); look++) {
    const now = await bench.read(callId, { freshConnection: look % 2 === 1 });
    for (const place of last ? differences(last.state, now.state, known) : []) {
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    const text = canonical(now.state, known);
    isBack ||= text !== texts.at(-1) && texts.includes(text);
    texts.push(text);
    last = now;
  }
  const places = [...counts].filter(([place, count]) => count > 1 && !isStatus(place)).map(([place]) => place);
  return { places, isBack };
}

/** Whether a page was there is never left out of a comparison. */
export function isStatus(place: string): boolean {
  return place === '' || place.startsWith('/status');
}

/** Learns again, before something is found wrong: what varies slowly may not have done so before. */
export async function learnAgain(bench: Bench): Promise<void> {
  const { callId } = await resting(bench);
  await learn(bench, callId);
  await learn(bench, bench.newCall().id);
}
