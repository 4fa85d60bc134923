import type { Bench } from '../../../platform/bench.ts';
import { gathered } from '../../../platform/events/events.ts';
import { isPage } from '../../../platform/state/observe.ts';
import { mask } from '../../../platform/state/places.ts';
import { type EventName, isRecord, quoteBriefly } from '../../../spec/index.ts';
import { overlapped } from '../../overlapped.ts';
import { playable } from '../../preconditions/acknowledged.ts';
import { type Cell, cellInWords, directions } from '../../preconditions/matrix.ts';
import { type Sweep, some } from '../../preconditions/sweep.ts';
import { Violation } from '../../requirement.ts';
import { volatilePlaces } from '../../state/volatile.ts';
import { type Played, play } from './played.ts';

/** A recording is available once it is processed, which may be after the end of its call. */
const lateNames = ['recording.completed', 'recording.failed'] as const;
const lateCells: readonly Cell[] = lateNames.flatMap((name) => directions.map((direction) => ({ name, direction })));
export const afterEnd: Sweep<Cell> = { ...some('after the end', lateCells, 2, 'reopened'), as: 'made after it, too' };

/** The events of the call before its end; the last of them is no recording. */
const before: readonly EventName[] = ['call.created', 'call.answered', 'recording.started', 'call.gathered'];
const end: EventName = 'call.completed';
/** Its status is not that of a recording. */
const silence = gathered({ digits: '', ending: 'timeout' });

/** A value that an event after the end of its call sets back to what it was before the end. */
export async function reopened(bench: Bench): Promise<Violation | undefined> {
  const drawn = afterEnd.drawn(bench);
  const shapes = drawn.map(({ name, direction }) => ({ names: [...before, end, name], direction }));
  const usable = new Set(await playable(bench, shapes));
  const tried = drawn.filter((_, index) => usable.has(shapes[index] ?? { names: [], direction: 'inbound' }));
  for (const late of tried) {
    const first = await setBack(bench, late);
    const again = first && (await setBack(bench, late));
    if (!again || again.place !== first.place) continue;
    const { place, open, ended, exchanges } = again;
    return new Violation(
      `${cellInWords(late)}, made after the end of its call: ${place} to stay ${ended}`,
      `${open}, as before the end`,
      { where: 'observed state', exchanges },
    );
  }
  return undefined;
}

/** The place of such a value, and what stood there before the end and after it. */
async function setBack(bench: Bench, { name, direction }: Cell) {
  const all = [before, [...before, end], [...before, end, name]];
  const [open, ended, late] = await overlapped(all, (names) => playNames(bench, names, direction));
  if (!open || !ended || !late || ![open, ended, late].every(({ reading }) => isPage(reading))) return undefined;
  const known = await volatilePlaces(bench);
  const shown = ({ reading }: Played) => mask(reading.state, known);
  const found = returned(shown(open), shown(ended), shown(late));
  return found && { ...found, exchanges: [...late.exchanges.slice(-2), late.reading.exchange] };
}

function playNames(bench: Bench, names: readonly EventName[], direction: Cell['direction']): Promise<Played> {
  return play(
    bench,
    (nextEvent) =>
      names.map((name, index) => {
        const event = nextEvent(name, name === 'call.gathered' ? silence : undefined);
        // The call has ended, and whatever is told of it says so.
        return index > before.length ? { ...event, call: { ...event.call, status: 'completed' } } : event;
      }),
    undefined,
    { direction },
  );
}

/** The first value outside of lists that is one thing before the end, another after it, and then the first again. */
function returned(
  open: unknown,
  ended: unknown,
  late: unknown,
  place = '',
): { readonly place: string; readonly open: string; readonly ended: string } | undefined {
  if (isRecord(open) && isRecord(ended) && isRecord(late)) {
    for (const name of Object.keys(ended)) {
      const found = returned(open[name], ended[name], late[name], `${place}/${name}`);
      if (found) return found;
    }
    return undefined;
  }
  const [was, became, is] = [open, ended, late].map((each) => (isPlain(each) ? JSON.stringify(each) : undefined));
  if (was === undefined || became === undefined || was === became || is !== was) return undefined;
  return { place: place.replace('/body', ''), open: quoteBriefly(was, 60), ended: quoteBriefly(became, 60) };
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
