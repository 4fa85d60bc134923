import type { Bench } from '../../../platform/bench.ts';
import { isPage } from '../../../platform/state/observe.ts';
import { mask } from '../../../platform/state/places.ts';
import { isRecord, traitsOfEvent } from '../../../spec/index.ts';
import { overlapped } from '../../overlapped.ts';
import { type Cell, cellInWords, directions } from '../../preconditions/matrix.ts';
import { Violation } from '../../requirement.ts';
import { volatilePlaces } from '../../state/volatile.ts';
import { type Played, play } from './played.ts';

const plainEnd = 'call.completed';
const completion = traitsOfEvent(plainEnd).status;

/**
 * The end of a call that is shown as another end in one direction: a call that has failed is `failed` for inbound calls, and
 * `completed` for outbound ones. Only a place that has the documented words for both ends in the other direction says so.
 */
export async function mistakenEnd(bench: Bench, taken: readonly Cell[]): Promise<Violation | undefined> {
  const others = taken.filter(({ name }) => name !== plainEnd && traitsOfEvent(name).endsCall === true);
  const pairs = others.filter((cell) => [cell, ...witnessesOf(cell)].every((each) => isTaken(each, taken)));
  const found = await overlapped(pairs, (cell) => mistakenFor(bench, cell));
  for (const cell of pairs.filter((_, index) => found[index])) {
    // Seen twice: calls that overlap may be mixed up.
    const again = await mistakenFor(bench, cell);
    if (!again) continue;
    const { status } = traitsOfEvent(cell.name);
    const [witness] = witnessesOf(cell);
    return new Violation(
      `${cellInWords(cell)}: ${again.place} to be ${status}, as after ${witness ? cellInWords(witness) : cell.name}`,
      completion,
      { where: 'observed state', exchanges: [...again.ended.exchanges.slice(-1), again.ended.reading.exchange] },
    );
  }
  return undefined;
}

function isTaken({ name, direction }: Cell, taken: readonly Cell[]): boolean {
  return taken.some((each) => each.name === name && each.direction === direction);
}

/** The same end in the other direction, and the plain one in it. */
function witnessesOf({ name, direction }: Cell): readonly Cell[] {
  return directions
    .filter((each) => each !== direction)
    .flatMap((each) => [
      { name, direction: each },
      { name: plainEnd, direction: each },
    ]);
}

async function mistakenFor(bench: Bench, cell: Cell) {
  const all = await overlapped([cell, ...witnessesOf(cell)], (each) => playEnd(bench, each));
  const [ended, witness, witnessUsual] = all;
  if (!ended || !witness || !witnessUsual || !all.every(({ reading }) => isPage(reading))) return undefined;
  const known = await volatilePlaces(bench);
  const values = ({ reading }: Played) => valuesIn(mask(reading.state, known));
  const [own, same, other] = [values(ended), values(witness), values(witnessUsual)];
  const { status } = traitsOfEvent(cell.name);
  const place = [...own.keys()].find(
    (each) => own.get(each) === completion && same.get(each) === status && other.get(each) === completion,
  );
  return place === undefined ? undefined : { place, ended };
}

function playEnd(bench: Bench, { name, direction }: Cell): Promise<Played> {
  return play(bench, (nextEvent) => [nextEvent('call.created'), nextEvent(name)], undefined, { direction });
}

/** The texts outside of lists, by their places. */
function valuesIn(value: unknown, place = ''): ReadonlyMap<string, unknown> {
  if (!isRecord(value)) return new Map(typeof value === 'string' ? [[place.replace('/body', ''), value]] : []);
  return new Map(Object.entries(value).flatMap(([name, each]) => [...valuesIn(each, `${place}/${name}`)]));
}
