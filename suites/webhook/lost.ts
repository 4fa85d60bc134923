import fc from 'fast-check';
import type { EventName } from '../../platform/events.ts';

/** How the acknowledgements of one event are lost. */
export interface Loss {
  /** `closed`: the connection of the first attempt, before the answer; then the next one comes before anything else. */
  readonly first: 'unread' | 'closed';
  /** Attempts after the first, or after the second where the first was closed. */
  readonly again: number;
  /** Events of the call between one attempt and the next. */
  readonly apart: number;
}

/** One delivery, by the place of its event in the call. */
export interface LossyDelivery {
  readonly index: number;
  /** 1 is the first. */
  readonly attempt: number;
  readonly isClosed: boolean;
}

/** For each event of a call: how its acknowledgement is lost, or `undefined`. */
export function losses(events: number): fc.Arbitrary<readonly (Loss | undefined)[]> {
  const loss = fc.record({
    first: fc.constantFrom('unread' as const, 'closed' as const),
    again: fc.integer({ min: 1, max: 3 }),
    apart: fc.nat({ max: events }),
  });
  const each = fc.option(loss, { nil: undefined });
  return fc.array(each, { minLength: events, maxLength: events }).filter((all) => all.some((one) => one !== undefined));
}

/** First attempts in the order of the call, with the further ones where they fall due: behind the event of that place. */
export function deliveriesOf(lost: readonly (Loss | undefined)[]): readonly LossyDelivery[] {
  const all = lost.flatMap((loss, index) => {
    const isClosed = loss?.first === 'closed';
    const own = [{ at: index, index, attempt: 1, isClosed }];
    if (isClosed) own.push({ at: index + 0.25, index, attempt: 2, isClosed: false });
    for (let time = 1; time <= (loss?.again ?? 0); time++) {
      const at = index + time * (loss?.apart ?? 0) + 0.5;
      own.push({ at, index, attempt: own.length + 1, isClosed: false });
    }
    return own;
  });
  return all.sort((one, other) => one.at - other.at);
}

/** Such losses in words. */
export function lossesInWords(names: readonly EventName[], lost: readonly (Loss | undefined)[]): string {
  return lost
    .flatMap((loss, index) => {
      if (!loss) return [];
      const { first, again, apart } = loss;
      const cut = first === 'closed' ? ' cut off and' : '';
      const times = again === 1 ? 'once more' : `${again} times more`;
      const isOver = index + apart >= names.length;
      const later = isOver ? 'after the end of the call' : `${apart} ${apart === 1 ? 'event' : 'events'} later`;
      const when = apart === 0 ? 'at once' : later;
      return [`${names[index]}${cut} delivered ${times}, ${when}`];
    })
    .join('; ');
}
