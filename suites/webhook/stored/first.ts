import type { Bench } from '../../../platform/bench.ts';
import { traitsOfEvent } from '../../../spec/index.ts';
import { overlapped } from '../../overlapped.ts';
import { type Cell, cellInWords } from '../../preconditions/matrix.ts';
import { playWhole } from '../../preconditions/schedule.ts';
import { Violation } from '../../requirement.ts';
import { settled } from '../../state/settled.ts';

/** What comes after the first event of a call in the shortest story. */
const next = 'call.answered';

/**
 * The first event of a call, where a page that lists the events of a call by their names lists it for calls of one
 * direction, and not for those of another, of which it lists the next event.
 */
export async function droppedFirst(bench: Bench, taken: readonly Cell[]): Promise<Violation | undefined> {
  const firsts = taken.filter(({ name }) => traitsOfEvent(name).after.length === 0);
  const listed = await listedIn(bench, firsts);
  // Seen twice: what is shown late may have been missed once.
  if (!lostIn(listed)) return undefined;
  const lost = lostIn(await listedIn(bench, firsts));
  if (!lost) return undefined;
  const { exchange } = await bench.read(bench.newCall().id);
  return new Violation(
    `${cellInWords(lost.missing)}: to show in what is stored, as ${cellInWords(lost.witness)} does`,
    'the state of the call without it',
    { where: 'observed state', exchanges: [exchange] },
  );
}

interface Listed {
  readonly cell: Cell;
  readonly hasFirst: boolean;
  readonly hasNext: boolean;
}

function listedIn(bench: Bench, firsts: readonly Cell[]): Promise<readonly Listed[]> {
  return overlapped(firsts, async (cell) => {
    const { name, direction } = cell;
    const { state } = await settled(bench, await playWhole(bench, { names: [name, next], direction }));
    const text = JSON.stringify(state);
    return { cell, hasFirst: text.includes(name), hasNext: text.includes(next) };
  });
}

function lostIn(listed: readonly Listed[]): { readonly missing: Cell; readonly witness: Cell } | undefined {
  const witness = listed.find(({ hasFirst, hasNext }) => hasFirst && hasNext)?.cell;
  const missing = listed.find(
    ({ cell, ...each }) => !each.hasFirst && each.hasNext && cell.name === witness?.name,
  )?.cell;
  return witness && missing ? { missing, witness } : undefined;
}
