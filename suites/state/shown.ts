import type { Bench } from '../../platform/bench.ts';
import { until } from '../../platform/clock.ts';
import { isPage, type Reading, readingInWords } from '../../platform/state/observe.ts';
import { differences, isValue, isWhole } from '../../platform/state/places.ts';
import { canonical } from '../../platform/state/state.ts';
import { Blocked } from '../requirement.ts';
import { paceMs, patienceMs, volatilePlaces } from './volatile.ts';

/** What was shown of a call at last, and whether that is something of its own. */
export interface Shown {
  readonly isShown: boolean;
  readonly reading: Reading;
}

/**
 * Waits until a page shows something for a call that it does not show for unknown calls, which are read before and after;
 * at most `longestMs` milliseconds, unless given as long as a page may take.
 */
export async function waitUntilShown(bench: Bench, callId: string, longestMs?: number): Promise<Shown> {
  const timeoutMs = longestMs ?? (await patienceMs(bench));
  const everyMs = await paceMs(bench);
  let reading: Reading | undefined;
  const isShown = await until(
    async () => {
      const before = await bench.read(bench.newCall().id);
      reading ??= before;
      // A server that gives no response is not asked for long.
      if (before.status === undefined && before.exchange.durationMs >= timeoutMs) return undefined;
      const first = await bench.read(callId);
      reading = first;
      if (!isPage(first)) return undefined;
      const after = await bench.read(bench.newCall().id);
      if (before.status !== after.status) throw new Blocked(changedPage(before, after));
      // The last look is at what must be there: a page that is gone shows in it.
      reading = await bench.read(callId);
      const known = new Set([...(await volatilePlaces(bench)), ...differences(before.state, after.state)]);
      const isOwn = canonical(reading.state, known) !== canonical(after.state, known);
      // A value may vary; rows and members that went since the first look are a page that is going.
      const stays = [...differences(first.state, reading.state, known)].every(
        (place) => isValue(place) && !isWhole(place),
      );
      return isPage(reading) && isOwn && stays ? true : undefined;
    },
    { timeoutMs, everyMs, isFirstWhole: true },
  );
  if (!reading) throw new Error('nothing was read');
  return { isShown: isShown === true, reading };
}

function changedPage(before: Reading, after: Reading): string {
  return `${readingInWords(after)} for a call without events, where it answered ${before.status ?? 'nothing'} for another`;
}

/** The positive control: plays a new call and demands that its page shows it, now. */
export async function assertStillShown(bench: Bench, play: () => Promise<string>): Promise<Reading> {
  const { isShown, reading } = await waitUntilShown(bench, await play());
  if (isShown) return reading;
  throw new Blocked(notShown(reading, await volatilePlaces(bench)));
}

/** Why nothing of a call can be seen, in words. */
export function notShown(reading: Reading, known: ReadonlySet<string>): string {
  const what = 'for a call whose events were delivered';
  if (!isPage(reading)) return `${readingInWords(reading)} ${what}`;
  const { method, url } = reading.exchange.request;
  const apart =
    known.size > 0 ? `, apart from what varies by itself (${[...known].sort().slice(0, 5).join(', ')})` : '';
  return `${method} ${url} shows, ${what}, no more than for an unknown call${apart}`;
}
