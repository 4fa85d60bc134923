import type { Bench } from '../../../platform/bench.ts';
import { isPage } from '../../../platform/state/observe.ts';
import { differences } from '../../../platform/state/places.ts';
import { menuCall } from '../../preconditions/matrix.ts';
import { cleanState, playWhole } from '../../preconditions/schedule.ts';
import { Violation } from '../../requirement.ts';
import { assertStillShown } from '../../state/shown.ts';
import { startedAt, volatilePlaces } from '../../state/volatile.ts';
import { type Events, type Played, play } from './played.ts';

/** Minutes after the start of all other calls. */
const twinMinutes = [61, 127];

/** Two calls of the same seconds and the same content, which no other call of the run has: the second shows what the first does. */
export async function assertTwinsKept(bench: Bench): Promise<void> {
  const whole: Events = (nextEvent) => menuCall.names.map((name) => nextEvent(name));
  let lost: Played | undefined;
  // Seen twice: what is shown late may have been missed once.
  for (const minutes of twinMinutes) {
    const at = new Date(startedAt.getTime() + minutes * 60_000);
    const [one, other] = [await play(bench, whole, at), await play(bench, whole, at)];
    const known = new Set([...(await volatilePlaces(bench)), ...(await cleanState(bench)).perCall]);
    const places = differences(one.reading.state, other.reading.state, known);
    if (!isPage(one.reading) || ![...places].some((place) => /#$/.test(place))) return;
    lost = other;
  }
  await assertStillShown(bench, () => playWhole(bench));
  if (lost === undefined) return;
  throw new Violation(
    'every event of a call to be kept whose events were made in the same seconds as those of another',
    'the state without some of them',
    { where: 'observed state', exchanges: [...lost.exchanges, lost.reading.exchange] },
  );
}
