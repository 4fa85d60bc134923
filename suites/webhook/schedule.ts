import type { Bench } from '../../platform/bench.ts';
import type { EventName, PlatformEvent } from '../../platform/events.ts';
import type { Exchange } from '../../spec/index.ts';
import { Blocked } from '../requirement.ts';
import { assertAddress } from '../state/address.ts';
import { assertAllReach, assertStillClean, type Measure, measure, type WatchedCall } from '../state/clean.ts';
import { type Shown, shown } from '../state/shown.ts';
import { assertPlainWorks } from './plain.ts';

/** The events of a whole call with one gather. */
export const wholeCall: readonly EventName[] = ['call.created', 'call.answered', 'call.gathered', 'call.completed'];

/** Blocks a check that needs to see stored events where nothing that is acknowledged is ever shown. */
export async function assertStores(bench: Bench): Promise<void> {
  await assertPlainWorks(bench);
  const { isShown, reading } = await wholeShown(bench);
  if (isShown) return;
  await assertAddress(bench, reading);
  throw new Blocked('not judged: no stored event can be seen (mend webhook.ack.no-false-ack first)');
}

/** What is shown of a whole call: looked at once, as nothing that needs it can be judged without. */
export function wholeShown(bench: Bench): Promise<Shown> {
  return bench.once('stores', async () => shown(bench, await playWhole(bench)));
}

/** When the events of every compared call were made: the same for all, so that states can be equal. */
const startedAt = new Date('2026-05-29T12:00:00Z');

/** The events of a new call, all made at the same virtual moments as those of every other. */
export function eventsOfNewCall(bench: Bench, names: readonly EventName[] = wholeCall): readonly PlatformEvent[] {
  const tell = bench.story(bench.newCall(), startedAt);
  return names.map((name) => tell(name));
}

/** Delivers a whole call the plain way; gives its id. */
export async function playWhole(bench: Bench, names: readonly EventName[] = wholeCall): Promise<string> {
  const events = eventsOfNewCall(bench, names);
  for (const event of events) await bench.deliver(event);
  return events[0]?.call.id ?? '';
}

/** The state after a clean delivery of these events, one after another. */
export function cleanState(bench: Bench, names: readonly EventName[] = wholeCall): Promise<Measure> {
  return bench.once(`clean ${names.join()}`, () => measure(bench, () => playWhole(bench, names)));
}

/** Another way to deliver the events of a call, in words and in deed. */
export interface Schedule {
  readonly expected: string;
  readonly deliver: (events: readonly PlatformEvent[]) => Promise<readonly Exchange[]>;
}

/** Delivers the events of a new call for each schedule, one call after another, and demands the state of the clean way. */
export async function assertSameAsClean(
  bench: Bench,
  schedules: readonly Schedule[],
  names: readonly EventName[] = wholeCall,
): Promise<void> {
  await assertStores(bench);
  const clean = await cleanState(bench, names);
  const delivered: WatchedCall[] = [];
  for (const { expected, deliver } of schedules) {
    const events = eventsOfNewCall(bench, names);
    const exchanges = await deliver(events);
    delivered.push({ callId: events[0]?.call.id ?? '', expected, exchanges: exchanges.slice(-6) });
  }
  await assertAllReach(bench, clean, delivered);
  await assertStillClean(bench, clean);
}
