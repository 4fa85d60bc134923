import type { Bench } from '../../../platform/bench.ts';
import type { Reading } from '../../../platform/state/observe.ts';
import { eventNames } from '../../../spec/index.ts';
import { overlapped } from '../../overlapped.ts';
import { type Cell, cellInWords } from '../../preconditions/matrix.ts';
import { Violation } from '../../requirement.ts';
import { hasBefore, namesIn, playChanged, shapeOf, without } from './dropped.ts';

/**
 * An event that is shown by the name of another event, which nobody sent, and not by its own: a handler that was copied.
 * Only where that other event shows by its own name; a page may use other words for all of them.
 */
export async function misnamed(bench: Bench, taken: readonly Cell[]): Promise<Violation | undefined> {
  const among = taken.filter(({ name }) => hasBefore(name));
  const found = await overlapped(among, (cell) => misnamedAs(bench, cell));
  for (const cell of among.filter((_, index) => found[index])) {
    // Seen twice: calls that overlap may be mixed up.
    const alone = await misnamedAs(bench, cell);
    if (!alone) continue;
    return new Violation(`${cellInWords(cell)}: to show as ${cell.name}`, `it shows as ${alone.shown}`, {
      where: 'observed state',
      exchanges: [alone.reading.exchange],
    });
  }
  return undefined;
}

async function misnamedAs(
  bench: Bench,
  cell: Cell,
): Promise<{ readonly shown: string; readonly reading: Reading } | undefined> {
  const { reading, names } = await namesAdded(bench, cell);
  if (names.has(cell.name)) return undefined;
  for (const shown of eventNames.filter((name) => names.has(name) && hasBefore(name))) {
    const own = await namesAdded(bench, { ...cell, name: shown });
    if (own.names.has(shown)) return { shown, reading };
  }
  return undefined;
}

/** The names of events that the page of a call shows with an event, and not without it. */
async function namesAdded(bench: Bench, cell: Cell) {
  const absent = new Set((await without(bench, cell)).flatMap((each) => [...namesIn(each)]));
  const { reading } = await playChanged(bench, shapeOf(cell));
  return { reading, names: new Set([...namesIn(reading)].filter((name) => !absent.has(name))) };
}
