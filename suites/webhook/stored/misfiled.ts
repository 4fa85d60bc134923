import type { Bench } from '../../../platform/bench.ts';
import type { PlatformEvent } from '../../../platform/events/events.ts';
import { isPage, type Reading } from '../../../platform/state/observe.ts';
import { differences } from '../../../platform/state/places.ts';
import type { Delivered } from '../../../platform/webhook/delivery.ts';
import { traitsOfEvent } from '../../../spec/index.ts';
import { overlapped } from '../../overlapped.ts';
import { isAcknowledged, plainlyTaken } from '../../preconditions/acknowledged.ts';
import { type Cell, cellInWords } from '../../preconditions/matrix.ts';
import { eventsOfNewCall } from '../../preconditions/schedule.ts';
import { Violation } from '../../requirement.ts';
import { settled } from '../../state/settled.ts';
import { volatilePlaces } from '../../state/volatile.ts';

/** Throws where an event leaves nothing on the page of its call, and something on that of another id that it carries. */
export async function assertFiledUnderCall(bench: Bench): Promise<void> {
  const cells = await plainlyTaken(bench);
  const found = await overlapped(cells, (cell) => misfiled(bench, cell));
  for (const cell of cells.filter((_, index) => found[index])) {
    // Seen twice: another page may change for a reason of its own, or because calls overlap.
    const alone = await misfiled(bench, cell);
    if (alone) throw alone;
  }
}

async function misfiled(bench: Bench, cell: Cell): Promise<Violation | undefined> {
  const { name, direction } = cell;
  const events = eventsOfNewCall(bench, { names: [...traitsOfEvent(name).after, name], direction });
  const last = events.at(-1);
  if (!last) return undefined;
  const ids = [last.call.id, ...otherIds(last)];
  const look = () => Promise.all(ids.map((id) => bench.read(id)));
  let before: readonly Reading[] = [];
  let delivered: Delivered | undefined;
  for (const event of events) {
    if (event === last) {
      await settled(bench, last.call.id);
      before = await look();
    }
    delivered = await bench.deliver(event);
  }
  await settled(bench, last.call.id);
  const after = await look();
  const known = await volatilePlaces(bench);
  const isChanged = (index: number) => differences(before[index]?.state, after[index]?.state, known).size > 0;
  if (!delivered || !isAcknowledged(delivered.status) || isChanged(0)) return undefined;
  const at = after.findIndex((reading, index) => isPage(reading) && isChanged(index));
  const reading = after[at];
  if (!reading) return undefined;
  return new Violation(
    `${cellInWords(cell)}: to show for its call.id`,
    `it shows for ${nameOf(last, reading.callId)} instead`,
    { where: 'observed state', exchanges: [delivered.exchange, reading.exchange] },
  );
}

/** The members of an event that hold an id, by their names. */
function idsIn({ call, data }: PlatformEvent): ReadonlyMap<string, string> {
  const named = [
    ...Object.entries(call).map(([name, value]) => [`call.${name}`, value] as const),
    ...Object.entries(data).map(([name, value]) => [`data.${name}`, value] as const),
  ];
  return new Map(
    named.flatMap(([name, value]) =>
      /[._](?:id|key)$/.test(name) && typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

function otherIds(event: PlatformEvent): readonly string[] {
  return [...new Set(idsIn(event).values())].filter((id) => id !== event.call.id && id !== '');
}

function nameOf(event: PlatformEvent, id: string): string {
  return [...idsIn(event)].find(([, value]) => value === id)?.[0] ?? id;
}
