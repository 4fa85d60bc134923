import type { Bench } from '../../../platform/bench.ts';
import { now } from '../../../platform/clock.ts';
import { isPage } from '../../../platform/state/observe.ts';
import { differences } from '../../../platform/state/places.ts';
import type { EventName } from '../../../spec/index.ts';
import { plainlyTaken } from '../../preconditions/acknowledged.ts';
import { playWhole } from '../../preconditions/schedule.ts';
import { Violation } from '../../requirement.ts';
import { assertStillShown } from '../../state/shown.ts';
import { startedAt, volatilePlaces } from '../../state/volatile.ts';
import { type Events, play } from './played.ts';

const names: readonly EventName[] = [
  'call.created',
  'call.answered',
  'call.gathered',
  'recording.started',
  'recording.completed',
  'call.completed',
];

/** Milliseconds between the starts of two calls that share no second. */
const apart = 60_000;

/**
 * Throws where events of a call are lost because another call has events of the same names and seconds. Every other
 * check begins its calls at the same seconds, so this one takes seconds that no call had before.
 */
export async function assertSecondsShared(bench: Bench): Promise<void> {
  const taken = await plainlyTaken(bench);
  const sent = names.filter((name) => taken.some((cell) => cell.name === name && cell.direction === 'inbound'));
  const seconds = unusedSeconds();
  if ((await lossIn(bench, sent, seconds)) === undefined) return;
  // Seen twice: what is shown late may have been missed once.
  const violation = await lossIn(bench, sent, seconds);
  await assertStillShown(bench, () => playWhole(bench));
  if (violation) throw violation;
}

async function lossIn(bench: Bench, sent: readonly EventName[], next: () => Date): Promise<Violation | undefined> {
  const [shared, own] = [next(), next()];
  const events: Events = (nextEvent) => sent.map((name) => nextEvent(name));
  const one = await play(bench, events, shared);
  const other = await play(bench, events, own);
  const again = await play(bench, events, shared);
  if (![one, other, again].every(({ reading }) => isPage(reading))) return undefined;
  const known = new Set([
    ...(await volatilePlaces(bench)),
    // What differs between calls that share nothing: ids and times.
    ...differences(one.reading.state, other.reading.state),
  ]);
  if (differences(one.reading.state, again.reading.state, known).size === 0) return undefined;
  return new Violation(
    'the events of a call to be kept although another call has events of the same names and seconds',
    'a state that lacks some of them',
    { where: 'observed state', exchanges: [...again.exchanges.slice(-2), again.reading.exchange] },
  );
}

/** Starts of calls before those of all other checks, others in each run, as stores may outlive a run. */
function unusedSeconds(): () => Date {
  let turn = Math.floor(now().getTime() / apart) % 100_000;
  return () => new Date(startedAt.getTime() - ++turn * apart);
}
