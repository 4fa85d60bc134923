import type { Bench } from '../../platform/bench.ts';
import { gathered, type PlatformEvent } from '../../platform/events/events.ts';
import { canonical } from '../../platform/state/state.ts';
import type { Exchange } from '../../spec/index.ts';
import { overlapped } from '../overlapped.ts';
import { Blocked } from '../requirement.ts';
import { assertAddress } from '../state/address.ts';
import { assertAllReach, assertStillClean, type Measure, measure, type WatchedCall } from '../state/clean.ts';
import { type Shown, waitUntilShown } from '../state/shown.ts';
import { startedAt, volatilePlaces } from '../state/volatile.ts';
import { assertPlainWorks, isAcknowledged } from './acknowledged.ts';
import { menuCall, type Shape, shapeInWords } from './matrix.ts';

/** Blocks a check that needs to see stored events where nothing that is acknowledged is ever shown. */
export async function assertStores(bench: Bench): Promise<void> {
  await assertPlainWorks(bench);
  const { isShown, reading } = await wholeShown(bench);
  if (isShown) return;
  await assertAddress(bench, reading);
  await assertEarlierTaken(bench);
  throw new Blocked('no stored event can be seen', 'webhook.ack.no-false-ack');
}

/** Blocks a check where the events of a call are refused because they say that it took place some time ago. */
export async function assertEarlierTaken(bench: Bench): Promise<void> {
  const isTaken = await bench.once('an earlier call is acknowledged', async () => {
    const delivered = [];
    for (const event of eventsOfNewCall(bench)) delivered.push(await bench.deliver(event));
    return delivered.some(({ status }) => isAcknowledged(status));
  });
  if (isTaken) return;
  const by = bench.capabilities.has('signed') ? 'webhook.signature.resigned-retry' : 'webhook.ack.every-event';
  throw new Blocked('no event of a call of an earlier day is acknowledged', by);
}

/** What is shown of a whole call: looked at once, as nothing that needs it can be judged without. */
export function wholeShown(bench: Bench): Promise<Shown> {
  return bench.once('stores', async () => waitUntilShown(bench, await playWhole(bench)));
}

/** The events of a new call, all made at the same virtual moments as those of every other. */
export function eventsOfNewCall(
  bench: Bench,
  { names, direction }: Shape = menuCall,
  id?: string,
): readonly PlatformEvent[] {
  const nextEvent = bench.eventsOf(bench.newCall({ direction, ...(id !== undefined && { id }) }), startedAt);
  return names.map((name, index) => nextEvent(name, laterGather(names, index)));
}

/** A caller enters other digits at each gather of a call. */
function laterGather(names: Shape['names'], index: number): Readonly<Record<string, unknown>> | undefined {
  const earlier = names.slice(0, index).filter((name) => name === 'call.gathered').length;
  if (names[index] !== 'call.gathered' || earlier === 0) return undefined;
  return gathered({ digits: String(earlier + 1), ending: 'enough' });
}

/** Delivers a whole call the plain way, and no other one at the same time; gives its id. */
export async function playWhole(bench: Bench, shape: Shape = menuCall): Promise<string> {
  const turns = await bench.once('whole calls in turn', async () => ({ last: Promise.resolve('') }));
  const play = async () => {
    const events = eventsOfNewCall(bench, shape);
    for (const event of events) await bench.deliver(event);
    return events[0]?.call.id ?? '';
  };
  turns.last = turns.last.then(play, play);
  return turns.last;
}

/** The state after a clean delivery of the events of a call, one after another. */
export function cleanState(bench: Bench, shape: Shape = menuCall): Promise<Measure> {
  const isPlainShown = async () => (await waitUntilShown(bench, await playWhole(bench))).isShown;
  return bench.once(`clean ${shapeInWords(shape)}`, () => measure(bench, () => playWhole(bench, shape), isPlainShown));
}

/** The same for several shapes, so that it is known when it is asked for. */
export async function cleanStates(bench: Bench, all: readonly Shape[]): Promise<void> {
  await overlapped([...new Set(all)], (shape) => cleanState(bench, shape));
}

/** Whether clean calls of two shapes show the same state, so that they cannot be distinguished. */
export async function looksLike(bench: Bench, one: Shape, other: Shape): Promise<boolean> {
  const known = await volatilePlaces(bench);
  const [first, second] = [await cleanState(bench, one), await cleanState(bench, other)];
  return canonical(first.reading.state, known) === canonical(second.reading.state, known);
}

/** Another way to deliver the events of a call, in words and in deed. */
export interface Schedule {
  readonly expected: string;
  /** Which call (default: an inbound one with one gather). */
  readonly shape?: Shape;
  readonly deliver: (events: readonly PlatformEvent[]) => Promise<readonly Exchange[]>;
}

/** Delivers the events of a new call for each schedule, one call after another, and demands the state of the clean way. */
export async function assertSameAsClean(bench: Bench, schedules: readonly Schedule[]): Promise<void> {
  await assertAllClean(bench, await deliverAs(bench, schedules));
}

/** Delivers the events of a new call for each schedule, one call after another; what clean ones show is measured first. */
export async function deliverAs(bench: Bench, schedules: readonly Schedule[]): Promise<readonly ShapedCall[]> {
  await assertStores(bench);
  await cleanStates(
    bench,
    schedules.map(({ shape = menuCall }) => shape),
  );
  const delivered: ShapedCall[] = [];
  for (const { expected, deliver, shape = menuCall } of schedules) {
    const events = eventsOfNewCall(bench, shape);
    const exchanges = await deliver(events);
    delivered.push({ callId: events[0]?.call.id ?? '', shape, expected, exchanges: exchanges.slice(-6) });
  }
  return delivered;
}

/** A call whose events were delivered, of which the state of a clean one of its shape is expected. */
export interface ShapedCall extends WatchedCall {
  readonly shape: Shape;
}

/** Throws unless each call reaches the state of a clean one of its shape; ends with a positive control of each shape. */
export async function assertAllClean(bench: Bench, calls: readonly ShapedCall[]): Promise<void> {
  await assertAllAlike(bench, calls);
  await assertStillAllClean(bench, [...byShape(calls).keys()]);
}

/** The same without the positive control, for checks that run it at their end. */
export async function assertAllAlike(bench: Bench, calls: readonly ShapedCall[]): Promise<void> {
  await overlapped([...byShape(calls)], async ([shape, all]) => {
    const named = all.map((call) => ({ ...call, expected: `${call.expected} (${shapeInWords(shape)})` }));
    await assertAllReach(bench, await cleanState(bench, shape), named);
  });
}

/** The positive control of comparisons: clean calls of these shapes are shown as before, now. */
export async function assertStillAllClean(bench: Bench, all: readonly Shape[]): Promise<void> {
  await overlapped(all, async (shape) => assertStillClean(bench, await cleanState(bench, shape)));
}

function byShape(calls: readonly ShapedCall[]): ReadonlyMap<Shape, readonly ShapedCall[]> {
  const groups = new Map<Shape, ShapedCall[]>();
  for (const call of calls) groups.set(call.shape, [...(groups.get(call.shape) ?? []), call]);
  return groups;
}
