import type { Bench } from '../../../platform/bench.ts';
import { gathered, type PlatformEvent } from '../../../platform/events/events.ts';
import { isPage } from '../../../platform/state/observe.ts';
import { differences, isWhole, type Places } from '../../../platform/state/places.ts';
import type { EventName } from '../../../spec/index.ts';
import { beginCall, plainlyTaken } from '../../preconditions/acknowledged.ts';
import { assertStores, cleanState, playWhole } from '../../preconditions/schedule.ts';
import { NotApplicable, type Requirement, Violation } from '../../requirement.ts';
import { takesEffect } from '../../state/effect.ts';
import { settledPage } from '../../state/settled.ts';
import { assertStillShown, waitUntilShown } from '../../state/shown.ts';
import { volatilePlaces } from '../../state/volatile.ts';
import { type Events, type NextEvent, type Played, play } from './played.ts';
import { assertTwinsKept } from './twins.ts';

/** Two events that differ although they share something by which they might be taken for one. */
interface Pair {
  readonly what: string;
  readonly names: readonly EventName[];
  readonly first: Events;
  /** The second event instead of the first, or after it with nothing shared: what it can show. */
  readonly control: Events;
  readonly both: Events;
  /** What of the control must show in both: something, or a row more. */
  readonly shows: 'something' | 'a row';
}

const digits = (nextEvent: NextEvent, pressed: string) =>
  nextEvent('call.gathered', gathered({ digits: pressed, ending: 'enough' }, { num_digits: 3 }));
const opened = (nextEvent: NextEvent) => [nextEvent('call.created'), nextEvent('call.answered')];

const pairs: readonly Pair[] = [
  {
    what: 'a call.gathered made in the second of the call.answered before it',
    names: ['call.answered', 'call.gathered'],
    first: opened,
    control: (nextEvent) => [...opened(nextEvent), digits(nextEvent, '481')],
    both(nextEvent) {
      const [created, answered] = opened(nextEvent);
      if (!created || !answered) return [];
      return [created, answered, { ...digits(nextEvent, '481'), created_at: answered.created_at }];
    },
    shows: 'a row',
  },
  {
    what: 'a second call.gathered with the digits of the first',
    names: ['call.gathered'],
    first: (nextEvent) => [...opened(nextEvent), digits(nextEvent, '4')],
    control: (nextEvent) => [...opened(nextEvent), digits(nextEvent, '4'), digits(nextEvent, '7')],
    both: (nextEvent) => [...opened(nextEvent), digits(nextEvent, '4'), digits(nextEvent, '4')],
    shows: 'a row',
  },
  {
    what: 'a second call.gathered with the event_key of the first',
    names: ['call.gathered'],
    first: (nextEvent) => [...opened(nextEvent), keyed(digits(nextEvent, '4'))],
    control: (nextEvent) => [...opened(nextEvent), keyed(digits(nextEvent, '4')), digits(nextEvent, '7')],
    both: (nextEvent) => [...opened(nextEvent), keyed(digits(nextEvent, '4')), keyed(digits(nextEvent, '7'))],
    shows: 'a row',
  },
  {
    what: 'a recording.completed after the recording.started of one recording',
    names: ['recording.started', 'recording.completed'],
    first: (nextEvent) => [...opened(nextEvent), nextEvent('recording.started')],
    control: (nextEvent) => [...opened(nextEvent), nextEvent('recording.completed')],
    both: (nextEvent) => [...opened(nextEvent), nextEvent('recording.started'), nextEvent('recording.completed')],
    shows: 'something',
  },
  {
    what: 'a second recording of a call',
    names: ['recording.started', 'recording.completed', 'recording.failed'],
    first: firstRecording,
    control: (nextEvent) => [...firstRecording(nextEvent), second(nextEvent('recording.failed'))],
    both: (nextEvent) => [
      ...firstRecording(nextEvent),
      second(nextEvent('recording.started')),
      second(nextEvent('recording.completed')),
    ],
    shows: 'a row',
  },
];

function firstRecording(nextEvent: NextEvent): readonly PlatformEvent[] {
  return [...opened(nextEvent), nextEvent('recording.started'), nextEvent('recording.completed')];
}

/** The same event with a key as the documentation shows it (Q58): it is the same for every call.gathered of a call. */
function keyed(event: PlatformEvent): PlatformEvent {
  return { ...event, data: { ...event.data, event_key: `${event.call.id}:${event.event}` } };
}

/** The same event for another recording. */
function second(event: PlatformEvent): PlatformEvent {
  return { ...event, data: { ...event.data, id: `rec_2_${event.call.id}` } };
}

/** The violation of a pair whose second event changes nothing, where the control shows that it could. */
async function firstLost(bench: Bench, { what, first, control, both, shows }: Pair): Promise<Violation | undefined> {
  const one = await play(bench, first);
  const twin = await play(bench, first);
  const able = await play(bench, control);
  const two = await play(bench, both);
  if (![one, twin, able, two].every(({ reading }) => isPage(reading))) return undefined;
  const known = new Set([
    ...(await volatilePlaces(bench)),
    ...(await cleanState(bench)).perCall,
    ...differences(one.reading.state, twin.reading.state),
  ]);
  const places = ({ reading }: Played) => differences(one.reading.state, reading.state, known);
  const seen = (all: Places) =>
    [...all].some((place) => shows === 'something' || (/#$/.test(place) && !isWhole(place)));
  if (!seen(places(able)) || seen(places(two))) return undefined;
  return new Violation(`${what} to be kept`, 'the state without it', {
    where: 'observed state',
    exchanges: [...two.exchanges.slice(-2), two.reading.exchange],
  });
}

async function assertPairsKept(bench: Bench): Promise<void> {
  const taken = await plainlyTaken(bench);
  const isTaken = (name: EventName) => taken.some((cell) => cell.name === name && cell.direction === 'inbound');
  for (const pair of pairs.filter(({ names }) => names.every(isTaken))) {
    // Seen twice: what is shown late may have been missed once.
    if ((await firstLost(bench, pair)) === undefined) continue;
    const violation = await firstLost(bench, pair);
    await assertStillShown(bench, () => playWhole(bench));
    if (violation) throw violation;
  }
}

/** Calls are distinguished by their ids, although all their events were made in the same seconds. */
async function assertCallsKept(bench: Bench): Promise<void> {
  const { isShown, reading } = await waitUntilShown(bench, await playWhole(bench));
  if (isShown) return assertTwinsKept(bench);
  const { nextEvent, call } = await beginCall(bench, 'call.answered', 'call.gathered');
  await bench.deliver(nextEvent('call.completed'));
  const { isShown: isOtherShown } = await waitUntilShown(bench, call.id);
  if (!isOtherShown) return void (await assertStillShown(bench, () => playWhole(bench)));
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
    await assertStores(bench);
    await assertCallsKept(bench);
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
