import type { Bench } from '../../../platform/bench.ts';
import { isPage } from '../../../platform/state/observe.ts';
import { differences, isWhole, mask, type Places } from '../../../platform/state/places.ts';
import { type EventName, isRecord } from '../../../spec/index.ts';
import { overlapped } from '../../overlapped.ts';
import { assertPlainWorks, beginCall, plainlyTaken } from '../../preconditions/acknowledged.ts';
import { assertStores, cleanState, playWhole } from '../../preconditions/schedule.ts';
import { NotApplicable, type Requirement, Violation } from '../../requirement.ts';
import { takesEffect } from '../../state/effect.ts';
import { settledPage } from '../../state/settled.ts';
import { assertStillShown, waitUntilShown } from '../../state/shown.ts';
import { resting, volatilePlaces } from '../../state/volatile.ts';
import { digits, type Pair, pairs } from './pairs.ts';
import { type Played, play } from './played.ts';
import { assertSecondsShared } from './same-second.ts';

/** The violation of a pair whose second event changes nothing, where the control shows that it could. */
async function firstLost(bench: Bench, pair: Pair): Promise<Violation | undefined> {
  const { what, first, control, both, shows, shorter } = pair;
  const [one, twin, able, two] = await overlapped([first, first, control, both], (events) => play(bench, events));
  if (!one || !twin || !able || !two) return undefined;
  if (![one, twin, able, two].every(({ reading }) => isPage(reading))) return undefined;
  const known = new Set([
    ...(await volatilePlaces(bench)),
    ...(await cleanState(bench)).perCall,
    ...differences(one.reading.state, twin.reading.state),
  ]);
  const places = ({ reading }: Played) => differences(one.reading.state, reading.state, known);
  const seen = (all: Places) =>
    [...all].some((place) => shows === 'something' || (/#$/.test(place) && !isWhole(place)));
  const isKept = seen(places(two)) || grows(mask(one.reading.state, known), mask(two.reading.state, known));
  if (!seen(places(able)) || isKept) return undefined;
  if (shorter && !seen(places(await play(bench, shorter)))) return undefined;
  return new Violation(`${what} to be kept`, 'the state without it', {
    where: 'observed state',
    exchanges: [...two.exchanges.slice(-2), two.reading.exchange],
  });
}

/** Whether a number outside of lists is larger: a page may count events instead of listing them. */
function grows(one: unknown, two: unknown): boolean {
  if (typeof one === 'number' && typeof two === 'number') return two > one;
  if (!isRecord(one) || !isRecord(two)) return false;
  return Object.keys(one).some((name) => grows(one[name], two[name]));
}

async function assertPairsKept(bench: Bench): Promise<void> {
  const taken = await plainlyTaken(bench);
  const isTaken = (name: EventName) => taken.some((cell) => cell.name === name && cell.direction === 'inbound');
  const tried = pairs.filter(({ names }) => names.every(isTaken));
  const found = await overlapped(tried, (pair) => firstLost(bench, pair), 2);
  for (const pair of tried.filter((_, index) => found[index])) {
    // Seen twice: what is shown late may have been missed once, and calls that overlap may be mixed up.
    const violation = await firstLost(bench, pair);
    await assertStillShown(bench, () => playWhole(bench));
    if (violation) throw violation;
  }
}

/** Calls are distinguished by their ids, although all their events were made in the same seconds. */
async function assertCallsKept(bench: Bench): Promise<void> {
  // The first call of a run has no other before it.
  await resting(bench);
  const { isShown, reading } = await waitUntilShown(bench, await playWhole(bench));
  if (isShown) return;
  const { nextEvent, call } = await beginCall(bench, 'call.answered', 'call.gathered');
  await bench.deliver(nextEvent('call.completed'));
  const { isShown: isOtherShown } = await waitUntilShown(bench, call.id);
  if (!isOtherShown) return assertStores(bench);
  throw new Violation(
    'a call to be kept whose events were made in the same seconds as those of another',
    'what an unknown call shows',
    { where: 'observed state', exchanges: [reading.exchange] },
  );
}

export const distinctKept: Requirement = {
  id: 'webhook.repeat.distinct-kept',
  clause: 'webhook-repeat-distinct-kept',
  title: 'keeps two different events with the same name',
  needs: ['webhook', 'state'],
  assumes: ['Q62', 'Q63'],
  hint: 'Call id and event name are not enough as a key: a call with two menus has two call.gathered (Q57). Use call id, event and created_at together.',
  async check(bench) {
    await assertPlainWorks(bench);
    await assertCallsKept(bench);
    await assertStores(bench);
    await assertSecondsShared(bench);
    await assertPairsKept(bench);
    const { call, nextEvent } = await beginCall(bench, 'call.answered');
    const gather = (pressed: string) => () => bench.deliver(digits(nextEvent, pressed));
    await settledPage(bench, call.id);
    const first = await takesEffect(bench, call.id, gather('481'));
    if (!first.isSeen) {
      await assertStillShown(bench, () => playWhole(bench));
      throw new NotApplicable(
        'one call.gathered changes nothing at observe.callUrl, so two of them cannot be distinguished',
      );
    }
    const second = await takesEffect(bench, call.id, gather('627'));
    await assertStillShown(bench, () => playWhole(bench));
    if (second.isSeen) return;
    throw new Violation('a second call.gathered to take effect', 'the state it had after the first', {
      where: 'observed state',
      exchanges: [first.delivered.exchange, second.delivered.exchange, second.reading.exchange],
    });
  },
};
