import type { Bench } from '../../../platform/bench.ts';
import { until } from '../../../platform/clock.ts';
import type { PlatformEvent } from '../../../platform/events/events.ts';
import { isPage, type Reading } from '../../../platform/state/observe.ts';
import { differences } from '../../../platform/state/places.ts';
import type { Delivered } from '../../../platform/webhook/delivery.ts';
import { type EventName, eventNames, traitsOfEvent } from '../../../spec/index.ts';
import { overlapped } from '../../overlapped.ts';
import { isAcknowledged } from '../../preconditions/acknowledged.ts';
import { type Cell, cellInWords, type Shape, someOf } from '../../preconditions/matrix.ts';
import { eventsOfNewCall, playWhole } from '../../preconditions/schedule.ts';
import { Violation } from '../../requirement.ts';
import { settled } from '../../state/settled.ts';
import { paceMs, patienceMs, volatilePlaces } from '../../state/volatile.ts';

/** An event that is no plain one, and must leave something where the plain one does. */
export interface Variant {
  readonly what: string;
  readonly names: readonly EventName[];
  readonly change: (event: PlatformEvent) => PlatformEvent;
}

/** Whether an event changes what is shown for its call, and whether it is shown by its name. */
interface Trace {
  readonly cell: Cell;
  readonly isSeen: boolean;
  readonly isNamed: boolean;
}

/** Calls whose pages are waited for at the same time. */
const callsAtOnce = 12;

/** A variant that is acknowledged and leaves nothing where the plain event leaves something; each with some of its events. */
export async function droppedVariant(
  bench: Bench,
  taken: readonly Cell[],
  variants: readonly Variant[],
): Promise<Violation | undefined> {
  const tried = variants.flatMap((variant) => {
    const among = taken.filter(({ name }) => hasBefore(name) && variant.names.includes(name));
    return among.length === 0 ? [] : someOf(bench, variant.what, among, 2).map((cell) => ({ variant, cell }));
  });
  const found = await overlapped(tried, ({ variant, cell }) => droppedAs(bench, variant, cell), callsAtOnce);
  // Calls that overlap may be mixed up, which is another finding: what is lost is lost when it comes alone, too.
  for (const [index, { variant, cell }] of tried.entries()) {
    const alone = found[index] && (await droppedAs(bench, variant, cell, 'afresh'));
    if (alone) return alone;
  }
  return undefined;
}

async function droppedAs(
  bench: Bench,
  { what, change }: Variant,
  cell: Cell,
  measured?: 'afresh',
): Promise<Violation | undefined> {
  // Where events are not shown by their names, a gather without digits may rightly leave nothing.
  if (!(await isNamedPlainly(bench, cell))) return undefined;
  const absent = measured ? await twoWithout(bench, cell) : await without(bench, cell);
  const { reading, last } = await playChanged(bench, shapeOf(cell), change);
  if (!last || !isAcknowledged(last.status) || (await isUnlike(bench, absent, reading))) return undefined;
  // One that never shows is another finding, or none.
  if (!(await isShownLate(bench, cell)) || (await isShownLate(bench, cell, change))) return undefined;
  return new Violation(
    `${cellInWords(cell)}, ${what}: to show in what is stored, as a plain one does`,
    'the state of the call without it',
    { where: 'observed state', exchanges: [last.exchange, reading.exchange] },
  );
}

/**
 * An event that is acknowledged and leaves nothing, where another direction, another end of a call, or every other kind
 * of event leaves something. What an integration never shows of any kind is no loss.
 */
export async function dropped(bench: Bench, taken: readonly Cell[]): Promise<Violation | undefined> {
  const among = taken.filter(({ name }) => hasBefore(name));
  const traces = await overlapped(among, (cell) => traceOf(bench, cell), callsAtOnce);
  if (traces.every(({ isSeen }) => !isSeen)) return allButFirst(bench, among);
  for (const { cell } of traces.filter(({ isSeen }) => !isSeen)) {
    const witness = traces.find((trace) => trace.isSeen && isSibling(trace.cell, cell)) ?? soleUnnamed(traces, cell);
    if (!witness || (await isShownLate(bench, cell)) || !(await isShownLate(bench, witness.cell))) continue;
    const { exchange } = await bench.read(bench.newCall().id);
    return new Violation(
      `${cellInWords(cell)}: to show in what is stored, as ${cellInWords(witness.cell)} does`,
      'the state of the call without it',
      { where: 'observed state', exchanges: [exchange] },
    );
  }
  return undefined;
}

/** A page that shows the first event of a call by its name, and nothing of any other. */
async function allButFirst(bench: Bench, among: readonly Cell[]): Promise<Violation | undefined> {
  const reading = await settled(bench, await playWhole(bench));
  const [first] = eventNames.filter((name) => !hasBefore(name));
  if (!first || !namesIn(reading).has(first)) return undefined;
  for (const cell of among) if (await isShownLate(bench, cell)) return undefined;
  return new Violation(`any event besides ${first} to show in what is stored, as that one does`, 'none of them', {
    where: 'observed state',
    exchanges: [reading.exchange],
  });
}

/** Values that are the names of events. */
export function namesIn({ state }: Reading): ReadonlySet<string> {
  return new Set(JSON.stringify(state).match(/(?<=")[a-z]+\.[a-z]+(?=")/g));
}

/** All but the first event of a call. */
export function hasBefore(name: EventName): boolean {
  return traitsOfEvent(name).after.length > 0;
}

function endsCall(name: EventName): boolean {
  return traitsOfEvent(name).endsCall === true;
}

function isSibling(one: Cell, other: Cell): boolean {
  return one.name === other.name || (endsCall(one.name) && endsCall(other.name));
}

/** One that is shown by its name as all kinds but this one are. */
function soleUnnamed(traces: readonly Trace[], { name }: Cell): Trace | undefined {
  const isOwn = (trace: Trace) => trace.cell.name === name;
  if (traces.some((trace) => isOwn(trace) && (trace.isNamed || trace.isSeen))) return undefined;
  const others = traces.filter((trace) => !isOwn(trace));
  const kinds = new Set(others.map(({ cell }) => cell.name));
  const isLog = kinds.size === eventNames.filter(hasBefore).length - 1 && others.every(({ isNamed }) => isNamed);
  return isLog ? others[0] : undefined;
}

/** Whether the plain event is shown by its name, and would not be without it. */
function isNamedPlainly(bench: Bench, cell: Cell): Promise<boolean> {
  return bench.once(`named ${cellInWords(cell)}`, async () => {
    const { reading } = await playChanged(bench, shapeOf(cell));
    const [absent] = await without(bench, cell);
    const isNamed = (each: Reading) => JSON.stringify(each.state).includes(cell.name);
    return isNamed(reading) && !isNamed(absent);
  });
}

async function traceOf(bench: Bench, cell: Cell): Promise<Trace> {
  const { reading } = await playChanged(bench, shapeOf(cell));
  const isSeen = await isUnlike(bench, await without(bench, cell), reading);
  return { cell, isSeen, isNamed: JSON.stringify(reading.state).includes(cell.name) };
}

export function shapeOf({ name, direction }: Cell): Shape {
  return { names: [...traitsOfEvent(name).after, name], direction };
}

/** A call whose last event is delivered as a change makes it. */
export async function playChanged(
  bench: Bench,
  shape: Shape,
  change: Variant['change'] = (event) => event,
): Promise<{ readonly reading: Reading; readonly last: Delivered | undefined }> {
  const events = eventsOfNewCall(bench, shape);
  let last: Delivered | undefined;
  for (const [index, event] of events.entries())
    last = await bench.deliver(index === events.length - 1 ? change(event) : event);
  return { reading: await settled(bench, events[0]?.call.id ?? ''), last };
}

/** Two calls without an event: what differs between them says nothing. */
type Absent = readonly [Reading, Reading];

/** The same values each time. */
export function without(bench: Bench, cell: Cell): Promise<Absent> {
  const names = traitsOfEvent(cell.name).after;
  return bench.once(`without ${cell.direction} ${names.join()}`, () => twoWithout(bench, cell));
}

async function twoWithout(bench: Bench, { name, direction }: Cell): Promise<Absent> {
  const names = traitsOfEvent(name).after;
  const play = () => playChanged(bench, { names, direction });
  const [one, other] = await Promise.all([play(), play()]);
  return [one.reading, other.reading];
}

async function isUnlike(bench: Bench, [one, other]: Absent, reading: Reading): Promise<boolean> {
  const known = new Set([...(await volatilePlaces(bench)), ...differences(one.state, other.state)]);
  return differences(one.state, reading.state, known).size > 0;
}

/** Whether an event of another call shows within the time that something shown may take. */
async function isShownLate(bench: Bench, cell: Cell, change?: Variant['change']): Promise<boolean> {
  // Both are measured again, alone, because the earlier calls may have overlapped.
  const absent = await twoWithout(bench, cell);
  const { reading } = await playChanged(bench, shapeOf(cell), change);
  const isSeen = await until(
    async () => {
      const now = await bench.read(reading.callId);
      return isPage(now) && (await isUnlike(bench, absent, now)) ? true : undefined;
    },
    { timeoutMs: await patienceMs(bench), everyMs: await paceMs(bench), isFirstWhole: true },
  );
  return isSeen === true;
}
