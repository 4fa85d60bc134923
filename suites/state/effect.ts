import type { Bench } from '../../platform/bench.ts';
import { until } from '../../platform/clock.ts';
import { isPage, type Reading } from '../../platform/state/observe.ts';
import { differences } from '../../platform/state/places.ts';
import type { Delivered } from '../../platform/webhook/delivery.ts';
import { settled } from './settled.ts';
import { paceMs, patienceMs, resting, volatilePlaces } from './volatile.ts';

/** What came of a delivery, as far as it can be seen. */
export interface Effect {
  readonly delivered: Delivered;
  readonly isSeen: boolean;
  readonly reading: Reading;
}

/** Delivers something and waits until the page of its call changes where that of a call at rest does not: a clock changes in both. */
export async function takesEffect(bench: Bench, callId: string, deliver: () => Promise<Delivered>): Promise<Effect> {
  const witness = await resting(bench);
  const before = await settled(bench, callId);
  const beside = await bench.read(witness.callId);
  const delivered = await deliver();
  let reading = before;
  const isSeen = await until(
    async () => {
      reading = await bench.read(callId);
      if (!isPage(reading)) return undefined;
      const known = await volatilePlaces(bench);
      const changed = differences(before.state, reading.state, known);
      if (changed.size === 0) return undefined;
      const moved = differences(beside.state, (await bench.read(witness.callId)).state, known);
      return [...changed].some((place) => !moved.has(place)) ? true : undefined;
    },
    { timeoutMs: await patienceMs(bench), everyMs: await paceMs(bench), isFirstWhole: true },
  );
  return { delivered, isSeen: isSeen === true, reading };
}
