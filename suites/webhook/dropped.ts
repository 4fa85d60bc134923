import type { Bench } from '../../platform/bench.ts';
import { until } from '../../platform/clock.ts';
import type { EventName } from '../../platform/events.ts';
import { isPage, type Reading } from '../../platform/observing.ts';
import { differences } from '../../platform/places.ts';
import { Violation } from '../requirement.ts';
import { settled } from '../state/settled.ts';
import { everyMs, patienceMs, varying } from '../state/varies.ts';
import { type Cell, cellInWords, type Shape } from './matrix.ts';
import { eventsOfNewCall } from './schedule.ts';

/** What comes before an event in the shortest call that has it. */
const before: Readonly<Partial<Record<EventName, readonly EventName[]>>> = {
  'call.answered': ['call.created'],
  'call.gathered': ['call.created', 'call.answered'],
  'recording.started': ['call.created', 'call.answered'],
  'recording.completed': ['call.created', 'call.answered', 'recording.started'],
  'recording.failed': ['call.created', 'call.answered'],
  'call.completed': ['call.created', 'call.answered'],
  'call.failed': ['call.created'],
  'call.canceled': ['call.created'],
};

const ends: readonly EventName[] = ['call.completed', 'call.failed', 'call.canceled'];

/** Of an event: whether its call is shown in another way than without it, and whether it is shown by its name. */
interface Trace {
  readonly cell: Cell;
  readonly isSeen: boolean;
  readonly isNamed: boolean;
}

/**
 * An event that is acknowledged and leaves nothing, where another direction, another end of a call, or every other kind
 * of event leaves something. What an integration never shows of any kind is no loss.
 */
export async function dropped(bench: Bench, taken: readonly Cell[]): Promise<Violation | undefined> {
  const traces: Trace[] = [];
  for (const cell of taken) if (before[cell.name]) traces.push(await traceOf(bench, cell));
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

function isSibling(one: Cell, other: Cell): boolean {
  return one.name === other.name || (ends.includes(one.name) && ends.includes(other.name));
}

/** One that is shown by its name as all kinds but this one are. */
function soleUnnamed(traces: readonly Trace[], { name }: Cell): Trace | undefined {
  const isOwn = (trace: Trace) => trace.cell.name === name;
  if (traces.some((trace) => isOwn(trace) && (trace.isNamed || trace.isSeen))) return undefined;
  const others = traces.filter((trace) => !isOwn(trace));
  const kinds = new Set(others.map(({ cell }) => cell.name));
  const isLog = kinds.size === Object.keys(before).length - 1 && others.every(({ isNamed }) => isNamed);
  return isLog ? others[0] : undefined;
}

async function traceOf(bench: Bench, cell: Cell): Promise<Trace> {
  const { reading } = await played(bench, shapeOf(cell));
  const isSeen = await isUnlike(bench, cell, reading);
  return { cell, isSeen, isNamed: JSON.stringify(reading.state).includes(cell.name) };
}

function shapeOf({ name, direction }: Cell): Shape {
  return { names: [...(before[name] ?? []), name], direction };
}

async function played(bench: Bench, shape: Shape): Promise<{ readonly reading: Reading }> {
  const events = eventsOfNewCall(bench, shape);
  for (const event of events) await bench.deliver(event);
  return { reading: await settled(bench, events[0]?.call.id ?? '') };
}

/** Two calls without the event: what differs between them says nothing. */
function without(bench: Bench, { name, direction }: Cell): Promise<readonly [Reading, Reading]> {
  const names = before[name] ?? [];
  return bench.once(`without ${direction} ${names.join()}`, async () => {
    const [one, other] = [await played(bench, { names, direction }), await played(bench, { names, direction })];
    return [one.reading, other.reading] as const;
  });
}

async function isUnlike(bench: Bench, cell: Cell, reading: Reading): Promise<boolean> {
  const [one, other] = await without(bench, cell);
  const known = new Set([...(await varying(bench)), ...differences(one.state, other.state)]);
  return differences(one.state, reading.state, known).size > 0;
}

/** Whether an event of another call shows within the time that something shown may take. */
async function isShownLate(bench: Bench, cell: Cell): Promise<boolean> {
  const { reading } = await played(bench, shapeOf(cell));
  const isSeen = await until(
    async () => {
      const now = await bench.read(reading.callId);
      return isPage(now) && (await isUnlike(bench, cell, now)) ? true : undefined;
    },
    { timeoutMs: patienceMs, everyMs },
  );
  return isSeen === true;
}
